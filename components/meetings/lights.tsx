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

/** One traffic light: colour, icon and word. */
export function Light({
  item,
  withSince,
  className,
}: {
  item: CaseItem;
  withSince?: boolean;
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
      {withSince && item.light !== "GREEN" && (
        <span className="tabular-nums">{t("board.since", { time: format.relative(item.since) })}</span>
      )}
    </span>
  );
}
