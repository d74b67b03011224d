"use client";

import { Timer } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn, useFormat } from "@/components/ui";
import type { Share } from "./share";
import { RunningClock } from "./share-marks";

/** From the sending to the first image on a recipient's screen: it runs for both sides until it stands. */
export function FirstImageClock({ share }: { share: Share }) {
  const t = useTranslations("emergency.clock");
  const format = useFormat();
  if (share.priority !== "EMERGENCY" || share.state === "REVOKED" || share.state === "EXPIRED") return null;
  const took = share.firstImageAt
    ? new Date(share.firstImageAt).getTime() - new Date(share.createdAt).getTime()
    : undefined;
  return (
    <span
      data-testid="first-image-clock"
      className={cn(
        "inline-flex items-center gap-1.5 font-medium tabular-nums",
        took === undefined ? "text-danger" : "text-ok",
      )}
    >
      <Timer aria-hidden className="size-4" />
      {took === undefined ? (
        <>
          {t("running")} <RunningClock since={share.createdAt} />
        </>
      ) : (
        t("stood", { time: format.duration(took) })
      )}
    </span>
  );
}
