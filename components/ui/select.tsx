"use client";

import { Check, ChevronDown } from "lucide-react";
import { Select as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { useFieldControl } from "./field";
import { controlClass } from "./input";

export type SelectOption = { value: string; label: ReactNode; hint?: ReactNode; disabled?: boolean };

type SelectProps = {
  options: SelectOption[];
  value: string | undefined;
  onValueChange: (value: string) => void;
  placeholder?: string;
  name?: string;
  disabled?: boolean;
  className?: string;
  /** Where no Field names it. */
  "aria-label"?: string;
};

/** One out of a few (up to about fifteen); a Combobox serves more. */
export function Select({
  options,
  value,
  onValueChange,
  placeholder,
  name,
  disabled,
  className,
  ...aria
}: SelectProps) {
  return (
    <Primitive.Root value={value ?? ""} onValueChange={onValueChange} name={name} disabled={disabled}>
      <Primitive.Trigger
        {...useFieldControl()}
        {...aria}
        className={cn(
          controlClass,
          "inline-flex h-9 items-center justify-between gap-2 px-3 text-left text-base data-placeholder:text-muted",
          className,
        )}
      >
        <span className="truncate">
          <Primitive.Value placeholder={placeholder} />
        </span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-muted" />
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          position="popper"
          sideOffset={4}
          className="z-60 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) overflow-hidden rounded-md border bg-raised shadow-raised"
        >
          <Primitive.Viewport className="p-1">
            {options.map((option) => (
              <Primitive.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled}
                className="relative flex cursor-default items-start gap-2 rounded-sm py-1.5 pr-3 pl-8 text-sm outline-none data-disabled:opacity-50 data-highlighted:bg-accent-soft"
              >
                <Primitive.ItemIndicator className="absolute left-2 top-2">
                  <Check aria-hidden className="size-4" />
                </Primitive.ItemIndicator>
                <span>
                  <Primitive.ItemText>{option.label}</Primitive.ItemText>
                  {option.hint && <span className="block text-xs text-muted">{option.hint}</span>}
                </span>
              </Primitive.Item>
            ))}
          </Primitive.Viewport>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
