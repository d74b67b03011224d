"use client";

import { BellRing, CheckCheck, GripVertical, Signature, Sparkles } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { cn, IconButton, ModalityBadge, useFormat } from "@/components/ui";
import type { CaseRow } from "@/lib/meetings";
import { Light } from "./lights";
import { isComplete } from "./meeting";

/** Comes along with images and is none (PS3.3 C.7.3.1.1.1). */
const BESIDE = new Set(["SR", "DOC", "PR", "KO", "SEG", "RTSTRUCT"]);

const DRAGGED = "application/x-beeldbrug-case";

type AgendaProps = {
  cases: CaseRow[];
  startsAt: string;
  openId: string | null;
  isLead: boolean;
  /** The server is being told an order. */
  isOrdering: boolean;
  onOpen: (id: string) => void;
  onOrder: (caseIds: string[]) => void;
  onChase: (caseId: string) => void;
};

/** The agenda: one row a case. Who leads drags rows, or moves them with the arrows on the handle. */
export function Agenda(props: AgendaProps) {
  const { cases, startsAt, openId, isLead, isOrdering, onOpen, onOrder, onChase } = props;
  const t = useTranslations("meetings");
  const format = useFormat();
  const list = useRef<HTMLOListElement>(null);
  const [order, setOrder] = useState<string[] | null>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  const [said, setSaid] = useState("");
  const refocus = useRef<string | null>(null);
  // The server has taken our order, or refused it; until then a board that somebody else's change brings shows the old
  // one. Never under somebody's hand: a row that moves then is let go of.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once an order is answered
  useEffect(() => {
    if (!isOrdering && dragged === null) setOrder(null);
  }, [isOrdering]);

  const byId = new Map(cases.map((each) => [each.id, each]));
  // What was added meanwhile comes last.
  const rows = [...new Set([...(order ?? []), ...byId.keys()])].flatMap((id) => byId.get(id) ?? []);
  const nameOf = (row: CaseRow) => format.personName(row.patient.name);

  useEffect(() => {
    if (!refocus.current) return;
    list.current?.querySelector<HTMLElement>(`[data-handle="${refocus.current}"]`)?.focus();
    refocus.current = null;
  });

  const moveTo = (id: string, index: number, isFinal: boolean) => {
    const ids = rows.map((row) => row.id);
    const from = ids.indexOf(id);
    const to = Math.max(0, Math.min(index, ids.length - 1));
    if (from !== to) {
      ids.splice(to, 0, ...ids.splice(from, 1));
      setOrder(ids);
    }
    if (isFinal && (order !== null || from !== to)) onOrder(ids);
  };
  const onHandleKey = (event: KeyboardEvent, row: CaseRow, index: number) => {
    const to = { ArrowUp: index - 1, ArrowDown: index + 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined || to < 0 || to >= rows.length) return;
    event.preventDefault();
    refocus.current = row.id;
    moveTo(row.id, to, true);
    setSaid(t("board.moved", { name: nameOf(row), position: to + 1, count: rows.length }));
  };
  /** Up and down walk through the rows; Enter is the button's own. */
  const onRowKey = (event: KeyboardEvent) => {
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1 }[event.key];
    if (to === undefined || at === -1) return;
    event.preventDefault();
    buttons[Math.max(0, Math.min(to, buttons.length - 1))]?.focus();
  };

  let minutes = 0;
  return (
    <>
      <p role="status" className="sr-only">
        {said}
      </p>
      <ol ref={list} aria-label={t("board.label")} className="@container flex flex-col bg-surface">
        {rows.map((row, index) => {
          const begins = new Date(Date.parse(startsAt) + minutes * 60_000);
          minutes += row.estimatedMinutes;
          const modalities = [
            ...new Set(row.shares.flatMap(({ studies }) => studies.flatMap((study) => study.modalities))),
          ].filter((modality) => !BESIDE.has(modality));
          return (
            <li
              key={row.id}
              onDragOver={(event) => {
                if (!dragged) return;
                event.preventDefault();
                if (dragged !== row.id) moveTo(dragged, index, false);
              }}
              onDrop={(event) => {
                event.preventDefault();
                if (dragged && order) onOrder(order);
                setDragged(null);
              }}
              className={cn(
                "flex items-start gap-1 border-b py-1.5 pr-2",
                isLead ? "pl-1" : "pl-3",
                row.id === openId && "bg-accent-soft",
                row.id === dragged && "opacity-60",
              )}
            >
              {isLead && (
                // biome-ignore lint/a11y/useSemanticElements: Firefox doesn't drag buttons
                <span
                  role="button"
                  tabIndex={0}
                  data-handle={row.id}
                  draggable
                  aria-label={t("board.drag", { name: nameOf(row), position: index + 1 })}
                  onKeyDown={(event) => onHandleKey(event, row, index)}
                  onDragStart={(event) => {
                    setDragged(row.id);
                    event.dataTransfer.effectAllowed = "move";
                    // No text: a field that it is let go over would take it in.
                    event.dataTransfer.setData(DRAGGED, row.id);
                  }}
                  onDragEnd={(event) => {
                    setDragged(null);
                    // Let go outside the list, or given up: nothing was sent, so the old order shows again.
                    if (event.dataTransfer.dropEffect === "none") setOrder(null);
                  }}
                  className="mt-0.5 grid size-7 shrink-0 cursor-grab place-items-center rounded-sm text-muted hover:bg-sunken active:cursor-grabbing"
                >
                  <GripVertical aria-hidden className="size-4" />
                </span>
              )}
              <button
                type="button"
                data-row={row.id}
                aria-current={row.id === openId || undefined}
                onClick={() => onOpen(row.id)}
                onKeyDown={onRowKey}
                className="flex min-w-0 flex-1 flex-col gap-1 rounded-sm px-1 py-0.5 text-left"
              >
                <span className="flex w-full items-baseline gap-x-3 text-sm tabular-nums">
                  <span className="w-5 shrink-0 text-right text-muted">{index + 1}</span>
                  <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3">
                    <span className="font-semibold break-words">{nameOf(row)}</span>
                    <span className="text-muted">
                      {format.date(row.patient.birthDate)}
                      {row.patient.birthDate && ` (${format.age(row.patient.birthDate)})`}
                    </span>
                    <span className="ml-auto text-xs text-muted">
                      {format.time(begins)} · {t("minutes", { count: row.estimatedMinutes })}
                    </span>
                  </span>
                </span>
                <span className="flex w-full flex-wrap items-center gap-x-3 gap-y-1 pl-8 text-xs text-muted">
                  <span>{row.organization}</span>
                  <span>{row.presenter?.name ?? t("noPresenter")}</span>
                  {modalities.map((modality) => (
                    <ModalityBadge key={modality} modality={modality} />
                  ))}
                  {row.news.length > 0 && (
                    <span className="inline-flex items-center gap-1 font-medium text-accent-text">
                      <Sparkles aria-hidden className="size-3.5" />
                      {row.news.map((news) => t(`newsKinds.${news}`)).join(", ")}
                    </span>
                  )}
                  {row.tickedAt && (
                    <span className="inline-flex items-center gap-1">
                      <CheckCheck aria-hidden className="size-3.5" />
                      {t("board.ticked")}
                    </span>
                  )}
                  {row.signedAt && (
                    <span className="inline-flex items-center gap-1 text-ok">
                      <Signature aria-hidden className="size-3.5" />
                      {t("board.signed")}
                    </span>
                  )}
                </span>
                <span className="flex w-full flex-wrap gap-1.5 pl-8">
                  {row.items.map((item) => (
                    <Light key={item.kind} item={item} since="short" className="@3xl:min-w-34" />
                  ))}
                  {row.items.map(
                    ({ kind, missing, isNotNeeded }) =>
                      missing &&
                      !isNotNeeded && (
                        <span key={kind} className="min-w-0 text-xs leading-5 break-words text-muted">
                          {t(`kinds.${kind}`)}: {missing}
                        </span>
                      ),
                  )}
                </span>
              </button>
              {isLead && !isComplete(row) && (
                <IconButton
                  icon={BellRing}
                  size="sm"
                  label={`${t("actions.chase")}: ${nameOf(row)}`}
                  onClick={() => onChase(row.id)}
                />
              )}
            </li>
          );
        })}
      </ol>
    </>
  );
}
