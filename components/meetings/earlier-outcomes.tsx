"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge, useFormat } from "@/components/ui";
import type { Case } from "@/lib/meetings";

type Text = { conclusion: string; followUp: string };

/** An outcome to read, with what is said about it below. */
export function OutcomeText({ outcome, children }: { outcome: Text; children?: ReactNode }) {
  const t = useTranslations("meetings");
  return (
    <div className="flex flex-col gap-2 rounded-md border bg-surface px-3 py-2 text-sm">
      <p className="whitespace-pre-wrap break-words">{outcome.conclusion}</p>
      {outcome.followUp && (
        <p className="whitespace-pre-wrap break-words">
          <span className="text-muted">{t("followUp")}: </span>
          {outcome.followUp}
        </p>
      )}
      {children}
    </div>
  );
}

/** What was signed before, the last first: what replaced it and why. */
export function EarlierOutcomes({ earlier }: { earlier: Case["outcome"]["earlier"] }) {
  const t = useTranslations("meetings.case");
  const format = useFormat();
  if (earlier.length === 0) return null;
  return (
    <ul className="flex flex-col gap-2">
      {earlier.map((each) => (
        <li key={each.signedAt} className="flex flex-col gap-1">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-muted">
            {t("earlier", { name: each.signedBy, time: format.dateTime(each.signedAt) })}
            <Badge>
              {each.replacedAt ? t("replacedAt", { time: format.dateTime(each.replacedAt) }) : t("current")}
            </Badge>
          </p>
          <OutcomeText outcome={each}>
            {each.replacedAt && (
              <p className="text-xs whitespace-pre-wrap break-words text-muted">
                {t("changedBecause", { name: each.openedBy, reason: each.reason })}
              </p>
            )}
          </OutcomeText>
        </li>
      ))}
    </ul>
  );
}
