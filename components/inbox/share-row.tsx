"use client";

import { MessageSquare, UserRoundCheck } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import {
  byPatient,
  countInstances,
  mine,
  PriorityMark,
  type Share,
  ShareStateBadge,
} from "@/components/shares";
import { useShellUser } from "@/components/shell";
import { cn, ModalityBadge, useFormat } from "@/components/ui";
import type { Box } from "./share-query";

type ShareRowProps = {
  share: Share;
  box: Box;
  isActive: boolean;
  isNarrow: boolean;
  onPrefetch: () => void;
};

/** One share as a row: whose, why, from or to whom, what, since when, how far. */
export function ShareRow({ share, box, isActive, isNarrow, onPrefetch }: ShareRowProps) {
  const t = useTranslations("inbox.row");
  const s = useTranslations("shares");
  const format = useFormat();
  const { userId } = useShellUser();
  const patients = byPatient(share.studies);
  const [patient] = patients.map((each) => each.patient);
  const others = patients.length - 1;
  const isUnread =
    box === "inbox" && share.state === "SENT" && mine(share).some(({ work }) => work === "UNREAD");
  const assignee = mine(share).find((each) => each.assignee)?.assignee;
  const { stored } = countInstances(share);
  const counts = new Map<string, number>();
  for (const study of share.studies)
    for (const modality of study.modalities) counts.set(modality, (counts.get(modality) ?? 0) + 1);
  const who =
    box === "sent"
      ? share.recipients.map(({ name, organization }) => `${name} (${organization})`).join(", ")
      : `${share.sender.name} (${share.sender.organization})`;

  return (
    <li className="border-b">
      <Link
        href={`/${box}/${share.id}`}
        data-row
        aria-current={isActive ? "true" : undefined}
        onFocus={onPrefetch}
        className={cn(
          "grid gap-x-4 gap-y-1 border-l-3 border-l-transparent px-4 py-2.5 text-sm hover:bg-sunken focus-visible:-outline-offset-2",
          !isNarrow && "lg:grid-cols-[minmax(14rem,1.2fr)_minmax(14rem,1.4fr)_minmax(8rem,1fr)_10rem]",
          isActive && "bg-accent-soft",
          share.priority === "EMERGENCY" && share.state === "SENT" && "border-l-danger",
        )}
      >
        <span className="min-w-0">
          <span className="flex flex-wrap items-center gap-2">
            {isUnread && (
              <span className="size-2 shrink-0 rounded-full bg-accent">
                <span className="sr-only">{t("unread")}</span>
              </span>
            )}
            <span className={cn("min-w-0 break-words", isUnread && "font-semibold")}>
              {patient ? format.personName(patient.name) || t("noName") : t("noContent")}
              {others > 0 && ` ${t("others", { count: others })}`}
            </span>
            <PriorityMark share={share} />
          </span>
          {patient && (
            <span className="block text-muted tabular-nums">
              {[format.date(patient.birthDate), patient.patientIdentifier].filter(Boolean).join(" · ")}
            </span>
          )}
        </span>
        <span className="min-w-0">
          <span className="block">{s(`purposes.${share.purpose}`)}</span>
          <span className="line-clamp-2 text-muted">
            {box === "inbox"
              ? t("from", { who })
              : share.sender.userId === userId
                ? t("to", { who })
                : t("toByColleague", { who, colleague: share.sender.name })}
          </span>
        </span>
        <span className="flex min-w-0 flex-wrap content-start items-center gap-1.5">
          {[...counts].map(([modality, count]) => (
            <ModalityBadge key={modality} modality={modality} count={count > 1 ? count : undefined} />
          ))}
          {share.studies.length > 0 && (
            <span className="text-muted tabular-nums">{t("images", { count: stored })}</span>
          )}
          {!share.isComplete && share.studies.length > 0 && <span className="text-warn">{t("growing")}</span>}
        </span>
        <span
          className={cn(
            "flex flex-wrap items-center gap-2",
            !isNarrow && "lg:flex-col lg:items-end lg:gap-1",
          )}
        >
          <ShareStateBadge share={share} />
          <span className="flex items-center gap-2 text-xs text-muted tabular-nums">
            {assignee && (
              <span className="inline-flex items-center gap-1">
                <UserRoundCheck aria-hidden className="size-3.5" />
                {assignee.name}
              </span>
            )}
            {share.replies.length > 0 && (
              <span className="inline-flex items-center gap-1">
                <MessageSquare aria-hidden className="size-3.5" />
                <span className="sr-only">{t("replies")} </span>
                {share.replies.length}
              </span>
            )}
            <time
              dateTime={share.createdAt}
              title={format.dateTime(share.createdAt)}
              suppressHydrationWarning
            >
              {format.relative(share.createdAt)}
            </time>
          </span>
        </span>
      </Link>
    </li>
  );
}
