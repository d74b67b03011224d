"use client";

import {
  CirclePlus,
  CircleSlash,
  Clock,
  Download,
  Eye,
  FolderInput,
  Forward,
  MailCheck,
  MailX,
  MessageSquare,
  RotateCcw,
  Send,
  Undo2,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { Panel, Timeline, type TimelineEvent } from "@/components/ui";
import { NO_ADDRESS, type Share } from "./share";
import { spokenName } from "./spoken-name";

/** What happened with a share, oldest first: read off the times it carries. */
export function ShareTimeline({ share }: { share: Share }) {
  const t = useTranslations("shares.timeline");
  return (
    <Panel title={t("title")}>
      <Timeline label={t("title")} events={useEvents(share)} />
    </Panel>
  );
}

function useEvents(share: Share): TimelineEvent[] {
  const t = useTranslations("shares.timeline");
  const recipients = useTranslations("shares.recipients");
  const events: TimelineEvent[] = [
    { id: "sent", icon: Send, title: t("sent", { name: share.sender.name }), at: share.createdAt },
  ];
  for (const each of share.recipients) {
    const { recipientId: id } = each;
    const name = spokenName(each);
    const push = (
      kind: string,
      icon: TimelineEvent["icon"],
      at: string | null,
      more: Partial<TimelineEvent> = {},
    ) => {
      if (at) events.push({ id: `${kind}-${id}`, icon, title: t(kind, { name }), at, ...more });
    };
    if (each.isForwarded) push("forwarded", Forward, each.addedAt);
    else if (new Date(each.addedAt).getTime() - new Date(share.createdAt).getTime() > 1000)
      push("added", CirclePlus, each.addedAt);
    push("notified", MailCheck, each.notifiedAt);
    push("reminded", RotateCcw, each.remindedAt);
    push("opened", Eye, each.openedAt, { tone: "ok" });
    push("downloaded", Download, each.downloadedAt, { tone: "ok" });
    push("imported", FolderInput, each.importedAt, { tone: "ok" });
    push("declined", CircleSlash, each.declinedAt, { tone: "danger", detail: each.declineReason });
    if (each.mail === "FAILED")
      events.push({
        id: `failed-${id}`,
        icon: MailX,
        title: t("failed", { name }),
        detail: each.mailError === NO_ADDRESS ? recipients("mailNoAddress") : each.mailError,
        tone: "danger",
      });
  }
  for (const [index, reply] of share.replies.entries())
    events.push({
      id: `reply-${index}`,
      icon: MessageSquare,
      title: t("replied", { name: reply.author.name }),
      at: reply.at,
    });
  if (share.state === "REVOKED")
    events.push({ id: "revoked", icon: Undo2, title: t("revoked"), at: share.stateAt, tone: "danger" });
  if (share.state === "EXPIRED")
    events.push({ id: "expired", icon: Clock, title: t("expired"), at: share.stateAt, tone: "warn" });
  const time = ({ at }: TimelineEvent) => (at ? new Date(at).getTime() : Number.POSITIVE_INFINITY);
  return events.sort((a, b) => time(a) - time(b));
}
