"use client";

import {
  CheckCheck,
  CircleSlash,
  Clock,
  CornerUpLeft,
  Eye,
  MessageSquareQuote,
  RotateCcw,
  Undo2,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { Panel, Timeline, type TimelineEvent } from "@/components/ui";
import type { ImageRequestView } from "./request";

/** What happened with a request, oldest first. */
export function RequestTimeline({ request }: { request: ImageRequestView }) {
  const t = useTranslations("requests.timeline");
  const events: TimelineEvent[] = [];
  const push = (
    id: string,
    icon: TimelineEvent["icon"],
    at: string | null,
    more: Partial<TimelineEvent> = {},
  ) => {
    if (at)
      events.push({
        id,
        icon,
        at,
        title: t(id, {
          name:
            id === "sent"
              ? request.requester.name
              : id === "escalated"
                ? (request.escalatedTo ?? "")
                : request.answeredBy,
        }),
        ...more,
      });
  };
  push("sent", MessageSquareQuote, request.createdAt);
  push("seen", Eye, request.seenAt);
  push("reminded", RotateCcw, request.remindedAt);
  if (request.escalatedTo) push("escalated", CornerUpLeft, request.escalatedAt, { tone: "warn" });
  if (request.isLate) push("late", Clock, request.neededBy, { tone: "danger" });
  if (request.state === "ANSWERED") push("answered", CheckCheck, request.closedAt, { tone: "ok" });
  if (request.state === "DECLINED") push("declined", CircleSlash, request.closedAt, { tone: "danger" });
  if (request.state === "WITHDRAWN") push("withdrawn", Undo2, request.closedAt);
  events.sort((a, b) => new Date(a.at ?? 0).getTime() - new Date(b.at ?? 0).getTime());
  return (
    <Panel title={t("title")}>
      <Timeline label={t("title")} events={events} />
    </Panel>
  );
}
