"use client";

import { type Check, CircleSlash, Download, Eye, FolderInput, MailCheck, MailX } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { EmergencyBadge, StatusBadge, type Tone, useFormat } from "@/components/ui";
import { countInstances, type RecipientView, type Share } from "./share";

const SECOND_MS = 1000;

/** How long ago, to the second: the clock of an emergency that waits. */
export function RunningClock({ since, className }: { since: string; className?: string }) {
  const [now, setNow] = useState<number>();
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, []);
  // The server's clock and the page's differ: nothing is drawn until the page has one of its own.
  if (now === undefined) return null;
  const seconds = Math.max(0, Math.floor((now - new Date(since).getTime()) / SECOND_MS));
  const two = (n: number) => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const text = `${hours > 0 ? `${hours}:` : ""}${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
  return (
    <span role="timer" aria-live="off" className={className}>
      {text}
    </span>
  );
}

export function PriorityMark({ share, withClock = true }: { share: Share; withClock?: boolean }) {
  const t = useTranslations("shares");
  if (share.priority === "ROUTINE") return null;
  if (share.priority === "URGENT") return <StatusBadge tone="warn">{t("priorities.URGENT")}</StatusBadge>;
  return (
    <EmergencyBadge>
      {t("priorities.EMERGENCY")}
      {withClock && share.state === "SENT" && (
        <RunningClock since={share.createdAt} className="tabular-nums" />
      )}
    </EmergencyBadge>
  );
}

/** Whether everything that was chosen is there: "412 of 412 images". */
export function Completeness({ share }: { share: Share }) {
  const t = useTranslations("shares.complete");
  const format = useFormat();
  const { stored, expected } = countInstances(share);
  if (share.isComplete)
    return (
      <StatusBadge tone="ok">
        {t("all", { stored: format.number(stored), expected: expected ?? stored })}
      </StatusBadge>
    );
  return (
    <StatusBadge tone="warn">
      {expected === null ? t("unknown", { stored }) : t("some", { stored: format.number(stored), expected })}
    </StatusBadge>
  );
}

const STATES: Record<RecipientView["state"], { tone: Tone; icon: typeof Check }> = {
  WAITING: { tone: "warn", icon: MailCheck },
  NOTIFIED: { tone: "accent", icon: MailCheck },
  OPENED: { tone: "ok", icon: Eye },
  DOWNLOADED: { tone: "ok", icon: Download },
  IMPORTED: { tone: "ok", icon: FolderInput },
  DECLINED: { tone: "danger", icon: CircleSlash },
};

/** How far one recipient is; a mail that failed comes before everything but the recipient's own doing. */
export function RecipientState({ recipient }: { recipient: RecipientView }) {
  const t = useTranslations("shares.recipientStates");
  if (recipient.mail === "FAILED" && (recipient.state === "WAITING" || recipient.state === "NOTIFIED"))
    return (
      <StatusBadge tone="danger" icon={MailX}>
        {t("FAILED")}
      </StatusBadge>
    );
  const { tone, icon } = STATES[recipient.state];
  return (
    <StatusBadge tone={tone} icon={icon}>
      {t(recipient.state)}
    </StatusBadge>
  );
}

/** The state of the whole share, for lists: what the person who looks most wants to know. */
export function ShareStateBadge({ share }: { share: Share }) {
  const t = useTranslations("shares.states");
  if (share.state === "REVOKED" || share.state === "EXPIRED")
    return <StatusBadge tone="neutral">{t(share.state)}</StatusBadge>;
  if (share.state === "PREPARING") return <StatusBadge tone="warn">{t("PREPARING")}</StatusBadge>;
  if (share.role === "recipient") {
    const work = share.recipients.find(({ isMine }) => isMine)?.work ?? "UNREAD";
    return <StatusBadge tone={WORK_TONES[work]}>{t(work)}</StatusBadge>;
  }
  const [first, ...others] = share.recipients;
  if (first && others.length === 0) return <RecipientState recipient={first} />;
  const failed = share.recipients.filter(({ mail, openedAt }) => mail === "FAILED" && !openedAt).length;
  const opened = share.recipients.filter(({ openedAt }) => openedAt).length;
  if (failed > 0)
    return (
      <StatusBadge tone="danger" icon={MailX}>
        {t("failedOf", { count: failed })}
      </StatusBadge>
    );
  return (
    <StatusBadge tone={opened === share.recipients.length ? "ok" : "accent"} icon={Eye}>
      {t("openedOf", { opened, all: share.recipients.length })}
    </StatusBadge>
  );
}

const WORK_TONES = { UNREAD: "accent", IN_PROGRESS: "warn", DONE: "ok" } as const;
