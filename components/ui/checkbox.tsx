"use client";

import { Check, Minus } from "lucide-react";
import { Checkbox as Primitive } from "radix-ui";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn";

type CheckboxProps = ComponentProps<typeof Primitive.Root> & { label?: ReactNode; hint?: ReactNode };

/** A box with its words beside it; without `label` it needs an `aria-label`. */
export function Checkbox({ label, hint, className, id, ...props }: CheckboxProps) {
  const ownId = useId();
  const boxId = id ?? ownId;
  const box = (
    <Primitive.Root
      id={boxId}
      aria-describedby={hint ? `${boxId}-hint` : undefined}
      className={cn(
        "grid size-5 shrink-0 place-items-center rounded-sm border border-line-strong bg-surface text-on-accent disabled:cursor-not-allowed disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent",
        !label && className,
      )}
      {...props}
    >
      <Primitive.Indicator className="group">
        <Check aria-hidden strokeWidth={3} className="size-3.5 group-data-[state=indeterminate]:hidden" />
        <Minus
          aria-hidden
          strokeWidth={3}
          className="hidden size-3.5 group-data-[state=indeterminate]:block"
        />
      </Primitive.Indicator>
    </Primitive.Root>
  );
  if (!label) return box;
  return (
    <div className={cn("flex items-start gap-2.5 py-0.5", className)}>
      {box}
      <div className="min-w-0">
        <label htmlFor={boxId} className="block text-sm leading-5">
          {label}
        </label>
        {hint && (
          <p id={`${boxId}-hint`} className="text-sm text-muted">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
