"use client";

import { useQuery } from "@tanstack/react-query";
import { Building2, CircleAlert, Inbox, Star, UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { api } from "@/components/api-client";
import { useDebounced } from "@/components/shell";
import { cn, Input } from "@/components/ui";
import type { RecipientOption } from "./share";

type AddressSearchProps = {
  label: string;
  onChoose: (address: RecipientOption) => void;
  /** Addresses that are chosen already or may not be chosen here. */
  isExcluded?: (address: RecipientOption) => boolean;
  autoFocus?: boolean;
};

/** Search as you type over the address book: arrows and Enter choose, the field stays for the next one. */
export function AddressSearch({ label, onChoose, isExcluded, autoFocus }: AddressSearchProps) {
  const t = useTranslations("shares.address");
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const q = useDebounced(text.trim(), 150);
  const search = useQuery({
    queryKey: ["directory", "search", q],
    queryFn: ({ signal }) =>
      api<{ items: RecipientOption[] }>("/api/v1/directory/search", { body: { q }, signal }),
    enabled: q.length > 0,
  });
  // What was found for other words can't be chosen: a quick Enter would send to somebody else.
  const isCurrent = q.length > 0 && q === text.trim();
  const items = (isCurrent ? (search.data?.items ?? []) : [])
    .filter((item) => !isExcluded?.(item))
    .slice(0, 12);
  const isShown = isOpen && text.trim().length > 0;
  const current = Math.min(active, items.length - 1);

  const choose = (item: RecipientOption | undefined) => {
    if (!item?.isConnected) return;
    onChoose(item);
    setText("");
    setActive(0);
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setActive(Math.min(current + 1, items.length - 1));
    else if (event.key === "ArrowUp") setActive(Math.max(current - 1, 0));
    else if (event.key === "Enter" && isShown) choose(items[current]);
    else if (event.key === "Escape" && isShown) setOpen(false);
    else return;
    if (event.key !== "Enter" || isShown) event.preventDefault();
  };

  return (
    <div className="relative">
      <Input
        ref={input}
        role="combobox"
        aria-label={label}
        aria-expanded={isShown}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={isShown && items[current] ? `${id}-${items[current].addressId}` : undefined}
        placeholder={t("placeholder")}
        autoComplete="off"
        autoFocus={autoFocus}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      {isShown && (
        <div className="absolute inset-x-0 top-full z-40 mt-1 overflow-hidden rounded-md border bg-raised shadow-raised">
          {items.length === 0 && (
            <p role="status" className="px-3 py-3 text-sm text-muted">
              {!isCurrent || search.isFetching ? t("busy") : search.isError ? t("error") : t("nothing")}
            </p>
          )}
          <div
            id={`${id}-list`}
            role="listbox"
            aria-label={label}
            className="scroll-quiet max-h-80 overflow-y-auto p-1 empty:hidden"
          >
            {items.map((item, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and takes the keys
              <div
                key={item.addressId}
                id={`${id}-${item.addressId}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === current}
                aria-disabled={!item.isConnected}
                // The field keeps the focus; a press must not take it before the choice is made.
                onMouseDown={(event) => event.preventDefault()}
                onMouseMove={() => setActive(index)}
                onClick={() => choose(item)}
                className={cn(
                  "rounded-sm px-2 py-1.5",
                  index === current && "bg-accent-soft",
                  item.isConnected ? "cursor-pointer" : "opacity-60",
                )}
              >
                <AddressLine address={item} />
              </div>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}

/** An address in two lines: who, and where. */
export function AddressLine({ address }: { address: RecipientOption }) {
  const t = useTranslations("shares.address");
  const Icon = address.kind === "MAILBOX" ? Inbox : UserRound;
  const first = [address.role, address.specialty].filter(Boolean).join(", ");
  return (
    <span className="flex items-start gap-2 text-sm">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
      <span className="min-w-0 flex-1">
        <span className="block break-words">
          <span className="font-medium">{address.name}</span>
          {first && <span className="text-muted"> · {first}</span>}
          {address.isFavorite && (
            <>
              <Star aria-hidden className="ml-1.5 inline size-3.5 fill-current text-warn" />
              <span className="sr-only">{t("favorite")}</span>
            </>
          )}
        </span>
        <span className="flex items-start gap-1.5 text-xs text-muted">
          <Building2 aria-hidden className="mt-px size-3.5 shrink-0" />
          {[address.organization, address.department, address.city].filter(Boolean).join(" · ")}
        </span>
        {(!address.isConnected || !address.isActive) && (
          <span className="flex items-center gap-1 text-xs text-warn">
            <CircleAlert aria-hidden className="size-3.5" />
            {address.isConnected ? t("notActive") : t("notConnected")}
          </span>
        )}
      </span>
    </span>
  );
}
