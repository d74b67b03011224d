"use client";

import type { ComponentProps } from "react";
import { cn } from "./cn";
import { useFieldControl } from "./field";

export const controlClass =
  "w-full rounded-md border border-line-strong bg-surface text-text placeholder:text-muted disabled:cursor-not-allowed disabled:bg-sunken disabled:text-muted aria-invalid:border-danger focus-visible:outline-offset-0";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return (
    <input {...useFieldControl()} {...props} className={cn(controlClass, "h-9 px-3 text-base", className)} />
  );
}

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      rows={4}
      {...useFieldControl()}
      {...props}
      className={cn(controlClass, "min-h-20 px-3 py-2 text-base", className)}
    />
  );
}
