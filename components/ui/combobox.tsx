"use client";

import { Command } from "cmdk";
import { Check, ChevronsUpDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { Popover } from "radix-ui";
import { useState } from "react";
import { cn } from "./cn";
import { useFieldControl } from "./field";
import { controlClass } from "./input";

export type ComboboxOption = { value: string; label: string; hint?: string; disabled?: boolean };

type ComboboxProps = {
  options: ComboboxOption[];
  value: string | undefined;
  onValueChange: (value: string, option: ComboboxOption) => void;
  /** With a search of its own (the server's) the options are shown as given; without, they are filtered here. */
  onSearch?: (text: string) => void;
  loading?: boolean;
  placeholder?: string;
  searchPlaceholder?: string;
  emptyText?: string;
  /** The shown text while `options` holds only the last search. */
  selectedLabel?: string;
  disabled?: boolean;
  className?: string;
  "aria-label"?: string;
};

export function Combobox(props: ComboboxProps) {
  const { options, value, onValueChange, onSearch, loading, selectedLabel, disabled } = props;
  const t = useTranslations("common");
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const chosen = selectedLabel ?? options.find((option) => option.value === value)?.label;

  const search = (next: string) => {
    setText(next);
    onSearch?.(next);
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button
          type="button"
          role="combobox"
          aria-expanded={open}
          disabled={disabled}
          {...useFieldControl()}
          aria-label={props["aria-label"]}
          className={cn(
            controlClass,
            "inline-flex h-9 items-center justify-between gap-2 px-3 text-left text-base",
            props.className,
          )}
        >
          <span className={cn("truncate", !chosen && "text-muted")}>
            {chosen ?? props.placeholder ?? t("combobox.placeholder")}
          </span>
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted" />
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          className="z-60 w-(--radix-popover-trigger-width) min-w-64 overflow-hidden rounded-md border bg-raised shadow-raised"
        >
          <Command shouldFilter={!onSearch} loop label={props["aria-label"] ?? t("combobox.search")}>
            <Command.Input
              value={text}
              onValueChange={search}
              placeholder={props.searchPlaceholder ?? t("combobox.search")}
              className="h-10 w-full border-b bg-transparent px-3 text-sm outline-none placeholder:text-muted"
            />
            <Command.List className="scroll-quiet max-h-72 overflow-y-auto p-1" aria-busy={loading}>
              {loading ? (
                <Command.Loading className="px-2 py-3 text-sm text-muted">
                  {t("state.loading")}
                </Command.Loading>
              ) : (
                <Command.Empty className="px-2 py-3 text-sm text-muted">
                  {props.emptyText ?? t("combobox.empty")}
                </Command.Empty>
              )}
              {options.map((option) => (
                <Command.Item
                  key={option.value}
                  value={option.value}
                  keywords={[option.label, option.hint ?? ""]}
                  disabled={option.disabled}
                  onSelect={() => {
                    onValueChange(option.value, option);
                    setOpen(false);
                  }}
                  className="flex items-start gap-2 rounded-sm px-2 py-1.5 text-sm data-[disabled=true]:opacity-50 data-[selected=true]:bg-accent-soft"
                >
                  <Check
                    aria-hidden
                    className={cn("mt-0.5 size-4 shrink-0", option.value !== value && "invisible")}
                  />
                  <span className="min-w-0">
                    <span className="block break-words">{option.label}</span>
                    {option.hint && <span className="block text-xs text-muted">{option.hint}</span>}
                  </span>
                </Command.Item>
              ))}
            </Command.List>
          </Command>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
