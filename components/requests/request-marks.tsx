"use client";

import { CircleSlash, CornerUpLeft, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { EmergencyBadge, StatusBadge } from "@/components/ui";
import type { ImageRequestView } from "./request";

/** How far it is, for whoever looks. */
export function RequestStateBadge({ request }: { request: ImageRequestView }) {
  const t = useTranslations("requests.states");
  if (request.state === "ANSWERED") return <StatusBadge tone="ok">{t("ANSWERED")}</StatusBadge>;
  if (request.state === "DECLINED")
    return (
      <StatusBadge tone="danger" icon={CircleSlash}>
        {t("DECLINED")}
      </StatusBadge>
    );
  if (request.state === "WITHDRAWN")
    return (
      <StatusBadge tone="neutral" icon={Undo2}>
        {t("WITHDRAWN")}
      </StatusBadge>
    );
  if (request.isLate) return <StatusBadge tone="danger">{t("late")}</StatusBadge>;
  if (request.escalatedAt)
    return (
      <StatusBadge tone="warn" icon={CornerUpLeft}>
        {t("escalated")}
      </StatusBadge>
    );
  return <StatusBadge tone="warn">{t(request.seenAt ? "seen" : "waiting")}</StatusBadge>;
}

export function RequestPriority({ request }: { request: ImageRequestView }) {
  const t = useTranslations("shares.priorities");
  if (request.priority === "EMERGENCY") return <EmergencyBadge>{t("EMERGENCY")}</EmergencyBadge>;
  if (request.priority === "URGENT") return <StatusBadge tone="warn">{t("URGENT")}</StatusBadge>;
  return null;
}
