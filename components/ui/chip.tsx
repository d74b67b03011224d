"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

type ChipProps = {
  children: ReactNode;
  /** A filter that is on or off. */
  pressed?: boolean;
  onClick?: () => void;
  /** Something chosen that can be taken away; `removeLabel` says what ("Remove Jansen"). */
  onRemove?: () => void;
  removeLabel?: string;
  disabled?: boolean;
  className?: string;
};

/** A filter, a suggestion, or one of several chosen things. */
export function Chip({ children, pressed, onClick, onRemove, removeLabel, disabled, className }: ChipProps) {
  const look = cn(
    "inline-flex h-7 max-w-full items-center gap-1.5 rounded-full border text-sm whitespace-nowrap",
    pressed ? "border-accent bg-accent-soft text-accent-text" : "border-line-strong bg-surface text-text",
    className,
  );
  if (onRemove) {
    return (
      <span className={cn(look, "pr-0.5 pl-3")}>
        <span className="truncate">{children}</span>
        <button
          type="button"
          aria-label={removeLabel}
          onClick={onRemove}
          disabled={disabled}
          className="grid size-6 shrink-0 place-items-center rounded-full hover:bg-sunken"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      </span>
    );
  }
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onClick}
      disabled={disabled}
      className={cn(look, "px-3 hover:bg-sunken disabled:opacity-50 [&_svg]:size-3.5")}
    >
      {children}
    </button>
  );
}
