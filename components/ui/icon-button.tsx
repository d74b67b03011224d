"use client";

import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { Tooltip } from "./tooltip";

type IconButtonProps = Omit<ComponentProps<"button">, "children"> & {
  icon: LucideIcon;
  /** What it does: the accessible name and the tooltip. */
  label: string;
  size?: "sm" | "md";
  pressed?: boolean;
  /** Where the tooltip would only repeat what stands beside it. */
  hideTooltip?: boolean;
};

export function IconButton({
  icon: Icon,
  label,
  size = "md",
  pressed,
  hideTooltip,
  className,
  ...props
}: IconButtonProps) {
  const button = (
    <button
      type="button"
      aria-label={label}
      aria-pressed={pressed}
      className={cn(
        "inline-grid shrink-0 place-items-center rounded-md text-muted transition-colors hover:bg-sunken hover:text-text disabled:cursor-not-allowed disabled:opacity-50 aria-pressed:bg-accent-soft aria-pressed:text-accent-text",
        size === "sm" ? "size-7" : "size-9",
        className,
      )}
      {...props}
    >
      <Icon aria-hidden className="size-4.5" />
    </button>
  );
  return hideTooltip ? button : <Tooltip content={label}>{button}</Tooltip>;
}
