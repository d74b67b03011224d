"use client";

import { Progress } from "radix-ui";
import { cn } from "./cn";

type ProgressBarProps = {
  /** What progresses; read out, not shown. */
  label: string;
  /** Leave out while the end is unknown. */
  value?: number;
  max?: number;
  tone?: "accent" | "ok" | "warn" | "danger";
  className?: string;
};

const TONES = { accent: "bg-accent", ok: "bg-ok", warn: "bg-warn", danger: "bg-danger" };

export function ProgressBar({ label, value, max = 100, tone = "accent", className }: ProgressBarProps) {
  const share = value === undefined || max <= 0 ? null : Math.min(1, Math.max(0, value / max));
  return (
    <Progress.Root
      aria-label={label}
      value={share === null ? null : Math.min(value ?? 0, max)}
      max={max > 0 ? max : 1}
      className={cn(
        "h-1.5 w-full overflow-hidden rounded-full bg-sunken ring-1 ring-line ring-inset",
        className,
      )}
    >
      <Progress.Indicator
        className={cn(
          "h-full w-full origin-left rounded-full",
          TONES[tone],
          share === null
            ? "w-1/3 animate-[indeterminate_1.4s_linear_infinite]"
            : "transition-transform duration-200",
        )}
        style={share === null ? undefined : { transform: `scaleX(${share})` }}
      />
    </Progress.Root>
  );
}
