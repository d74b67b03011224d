"use client";

import { BellRing } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, Checkbox, Dialog, Field, IconButton, Input, useFormat } from "@/components/ui";
import type { Board, Case, CaseItem } from "@/lib/meetings";
import { Light } from "./lights";
import { Section } from "./section";
import { useCaseAction } from "./use-meeting";

type Props = { board: Board; found: Case; mayEdit: boolean; onChase: (kinds: string[]) => void };

/** What is there, what is missing and since when; who may says so, who leads reminds. */
export function CaseItems({ board, found, mayEdit, onChase }: Props) {
  const t = useTranslations("meetings");
  const format = useFormat();
  const [edited, setEdited] = useState<CaseItem | null>(null);
  const isOver = board.state === "CLOSED" || board.state === "CANCELLED";
  return (
    <Section title={t("case.items")}>
      <ul className="flex flex-col divide-y rounded-md border bg-surface">
        {found.items.map((item) => (
          <li
            key={item.kind}
            className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1.5 text-sm"
          >
            <Light item={item} since="full" />
            <span className="min-w-0 flex-1 break-words text-muted empty:hidden">
              {item.missing}
              {item.chasedAt && ` ${t("board.chased", { time: format.relative(item.chasedAt) })}`}
            </span>
            <span className="ml-auto flex items-center gap-1">
              {mayEdit && item.kind !== "QUESTION" && (
                <Button size="sm" variant="quiet" onClick={() => setEdited(item)}>
                  {t("case.edit")}
                  <span className="sr-only">: {t(`kinds.${item.kind}`)}</span>
                </Button>
              )}
              {found.isLead && !isOver && item.light !== "GREEN" && (
                <IconButton
                  icon={BellRing}
                  size="sm"
                  label={t("actions.chaseItem", { item: t(`kinds.${item.kind}`) })}
                  onClick={() => onChase([item.kind])}
                />
              )}
            </span>
          </li>
        ))}
      </ul>
      {edited && <ItemDialog board={board} found={found} item={edited} onClose={() => setEdited(null)} />}
    </Section>
  );
}

function ItemDialog({
  board,
  found,
  item,
  onClose,
}: {
  board: Board;
  found: Case;
  item: CaseItem;
  onClose: () => void;
}) {
  const t = useTranslations("meetings");
  const act = useCaseAction(board.id, found.id);
  const [isNotNeeded, setNotNeeded] = useState(item.isNotNeeded);
  const [missing, setMissing] = useState(item.missing);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(`kinds.${item.kind}`)}
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>{t("actions.dismiss")}</Button>
          <Button
            variant="primary"
            loading={act.isPending}
            onClick={() =>
              act.mutate(
                { action: `items/${item.kind}`, body: { isNotNeeded, missing } },
                { onSuccess: onClose },
              )
            }
          >
            {t("actions.save")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Checkbox
          checked={isNotNeeded}
          onCheckedChange={(on) => setNotNeeded(on === true)}
          label={t("case.setNotNeeded")}
        />
        {!isNotNeeded && (
          <Field label={t("case.missing")} hint={t("case.missingHint")}>
            <Input value={missing} maxLength={500} onChange={(event) => setMissing(event.target.value)} />
          </Field>
        )}
      </div>
    </Dialog>
  );
}
