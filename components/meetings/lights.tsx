"use client";

import { CircleAlert, CircleCheck, CircleX, Minus } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn, useFormat } from "@/components/ui";
import type { CaseItem } from "@/lib/meetings";

const LOOKS = {
  GREEN: { icon: CircleCheck, tone: "bg-ok-soft text-ok" },
  AMBER: { icon: CircleAlert, tone: "bg-warn-soft text-warn" },
  RED: { icon: CircleX, tone: "bg-danger-soft text-danger" },
} as const;

const HOUR_MS = 3_600_000;

/** Whole hours once there are any. */
const inOneUnit = (milliseconds: number) =>
  milliseconds < HOUR_MS ? milliseconds : milliseconds - (milliseconds % HOUR_MS);

/** One traffic light: colour, icon and word. */
export function Light({
  item,
  since,
  className,
}: {
  item: CaseItem;
  /** Since when it isn't green: for how long, or in a sentence's words. */
  since?: "short" | "full";
  className?: string;
}) {
  const t = useTranslations("meetings");
  const format = useFormat();
  const { tone } = LOOKS[item.light];
  const Icon = item.isNotNeeded ? Minus : LOOKS[item.light].icon;
  const word = item.isNotNeeded ? t("notNeeded") : t(`lights.${item.light}`);
  return (
    <span
      data-light={item.light}
      className={cn(
        "inline-flex items-center gap-1 rounded-sm px-1.5 text-xs leading-5 whitespace-nowrap [&_svg]:size-3.5 [&_svg]:shrink-0",
        tone,
        className,
      )}
    >
      <Icon aria-hidden />
      <span className="font-medium">{t(`kinds.${item.kind}`)}</span>
      <span>{word}</span>
      {since && item.light !== "GREEN" && (
        <span suppressHydrationWarning className="tabular-nums">
          {t("board.since", {
            time:
              since === "full"
                ? format.relative(item.since)
                : format.duration(inOneUnit(Date.now() - Date.parse(item.since))),
          })}
        </span>
      )}
    </span>
  );
}
