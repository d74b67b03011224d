"use client";

import { RadioGroup as Primitive } from "radix-ui";
import { type ReactNode, useId } from "react";
import { cn } from "./cn";
import { useFieldControl, useFieldLabelId } from "./field";

export type RadioOption = { value: string; label: ReactNode; hint?: ReactNode; disabled?: boolean };

type RadioGroupProps = {
  options: RadioOption[];
  value: string | undefined;
  onValueChange: (value: string) => void;
  orientation?: "vertical" | "horizontal";
  disabled?: boolean;
  className?: string;
  "aria-label"?: string;
};

/** One out of a few that should all be seen. Put it in `<Field as="group">` or give it an `aria-label`. */
export function RadioGroup({
  options,
  value,
  onValueChange,
  orientation = "vertical",
  disabled,
  className,
  ...aria
}: RadioGroupProps) {
  const id = useId();
  const field = useFieldControl();
  const labelId = useFieldLabelId();
  return (
    <Primitive.Root
      value={value ?? ""}
      onValueChange={onValueChange}
      disabled={disabled}
      orientation={orientation}
      aria-labelledby={aria["aria-label"] ? undefined : labelId}
      aria-describedby={field["aria-describedby"]}
      {...aria}
      className={cn("flex gap-x-5 gap-y-2", orientation === "vertical" ? "flex-col" : "flex-wrap", className)}
    >
      {options.map((option) => (
        <div key={option.value} className="flex items-start gap-2.5 py-0.5">
          <Primitive.Item
            id={`${id}-${option.value}`}
            value={option.value}
            disabled={option.disabled}
            className="grid size-5 shrink-0 place-items-center rounded-full border border-line-strong bg-surface disabled:opacity-50 data-[state=checked]:border-accent"
          >
            <Primitive.Indicator className="size-2.5 rounded-full bg-accent" />
          </Primitive.Item>
          <label htmlFor={`${id}-${option.value}`} className="text-sm leading-5">
            {option.label}
            {option.hint && <span className="block text-muted">{option.hint}</span>}
          </label>
        </div>
      ))}
    </Primitive.Root>
  );
}
