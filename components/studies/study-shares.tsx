"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { Panel, StatusBadge, type Tone, useFormat } from "@/components/ui";
import type { StudyShare } from "./study";

const TONES: Record<StudyShare["state"], Tone> = {
  PREPARING: "warn",
  SENT: "ok",
  REVOKED: "neutral",
  EXPIRED: "neutral",
};

/** Where the study was sent, newest first. */
export function StudyShares({ shares }: { shares: StudyShare[] }) {
  const t = useTranslations("studies.view");
  const format = useFormat();
  return (
    <Panel title={t("sentTo")}>
      {shares.length === 0 ? (
        <p className="text-sm text-muted">{t("neverSent")}</p>
      ) : (
        <ul className="flex flex-col divide-y">
          {shares.map((share) => (
            <li key={share.id} className="flex items-start gap-3 py-2 text-sm first:pt-0 last:pb-0">
              <div className="min-w-0 flex-1">
                <Link href={`/shares/${share.id}`} className="text-accent-text underline underline-offset-3">
                  {/* What lies before a meeting has no recipients of its own. */}
                  {share.recipients.map((recipient) => recipient.name).join(", ") ||
                    t(`purposes.${share.purpose}`)}
                </Link>
                <p className="text-muted tabular-nums">
                  {t(`purposes.${share.purpose}`)} · {format.dateTime(share.createdAt)}
                </p>
              </div>
              <StatusBadge tone={TONES[share.state]}>{t(`shareStates.${share.state}`)}</StatusBadge>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
