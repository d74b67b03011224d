"use client";

import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Building2, Search, SquareStack, UserRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type RefObject, useState } from "react";
import { api } from "@/components/api-client";
import type { StudyPage } from "@/components/studies/study";
import { KeyHint, ModalityBadge, useEarlyInput, useFormat } from "@/components/ui";
import { canSearchStudies } from "./navigation";
import { handOffSearch } from "./search-handoff";
import { useShellUser } from "./shell-user";
import { useDebounced } from "./use-debounced";

type Address = {
  addressId: string;
  kind: "PRACTITIONER" | "MAILBOX";
  name: string;
  department: string | null;
  organization: string;
};

const itemClass =
  "flex items-center gap-3 rounded-sm px-2 py-1.5 text-sm data-[selected=true]:bg-accent-soft";

/** The one search field: patients with their studies, and addresses. Everything goes by POST. */
export function GlobalSearch({ inputRef }: { inputRef: RefObject<HTMLInputElement | null> }) {
  const t = useTranslations("shell.search");
  const router = useRouter();
  const format = useFormat();
  const user = useShellUser();
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);
  const wanted = useDebounced(text.trim());
  const mayStudies = canSearchStudies(user.roles);
  const isAsking = isOpen && wanted.length >= 2;

  const studies = useQuery({
    queryKey: ["global-search", "studies", wanted],
    queryFn: ({ signal }) =>
      api<StudyPage>("/api/v1/studies/search", { body: { text: wanted, limit: 6 }, signal }),
    enabled: isAsking && mayStudies,
  });
  const addresses = useQuery({
    queryKey: ["global-search", "directory", wanted],
    queryFn: ({ signal }) =>
      api<{ items: Address[] }>("/api/v1/directory/search", { body: { q: wanted }, signal }),
    enabled: isAsking,
  });

  useEarlyInput(inputRef, text, (field) => {
    setText(field.value);
    setOpen(document.activeElement === field);
  });
  const go = (href: string) => {
    setOpen(false);
    setText("");
    inputRef.current?.blur();
    router.push(href);
  };
  const isBusy = studies.isFetching || addresses.isFetching || wanted !== text.trim();
  const found = [...(studies.data?.items ?? []), ...(addresses.data?.items ?? [])].length;
  const hasFailed = studies.isError && addresses.isError;

  return (
    <Command
      shouldFilter={false}
      loop
      label={t("label")}
      className="relative w-full max-w-xl"
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          setOpen(false);
          inputRef.current?.blur();
        }
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <Search aria-hidden className="pointer-events-none absolute top-2.5 left-3 size-4 text-muted" />
      <Command.Input
        ref={inputRef}
        value={text}
        onValueChange={(value) => {
          setText(value);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        placeholder={mayStudies ? t("placeholder") : t("placeholderDirectory")}
        autoComplete="off"
        spellCheck={false}
        className="h-9 w-full rounded-md border border-line-strong bg-surface pr-9 pl-9 text-base text-ellipsis placeholder:text-muted focus-visible:outline-offset-0"
      />
      <span className="pointer-events-none absolute top-2 right-2.5 hidden sm:block">
        <KeyHint>/</KeyHint>
      </span>
      {/* Kept in the page while closed: the field's aria-controls must point at something. */}
      <Command.List
        aria-busy={isBusy}
        hidden={!isAsking}
        onMouseDown={(event) => event.preventDefault()}
        className="scroll-quiet absolute top-full right-0 left-0 z-40 mt-1 max-h-[70dvh] overflow-y-auto max-sm:fixed max-sm:inset-x-2 max-sm:top-14 rounded-md border bg-raised p-1 shadow-raised"
      >
        {isAsking && !isBusy && found === 0 && (
          <p role="status" className="px-2 py-3 text-sm text-muted">
            {hasFailed ? t("failed") : t("nothing", { text: wanted })}
          </p>
        )}
        {isAsking && isBusy && found === 0 && <p className="px-2 py-3 text-sm text-muted">{t("busy")}</p>}
        {isAsking && (studies.data?.items.length ?? 0) > 0 && (
          <Command.Group heading={<GroupHeading>{t("studies")}</GroupHeading>}>
            {studies.data?.items.map((study) => (
              <Command.Item
                key={study.studyInstanceUid}
                value={`study:${study.studyInstanceUid}`}
                onSelect={() => go(`/studies/${study.studyInstanceUid}`)}
                className={itemClass}
              >
                <SquareStack aria-hidden className="size-4 shrink-0 text-muted" />
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{format.personName(study.patient.name)}</span>
                  <span className="block truncate text-muted">
                    {[format.date(study.studyDate), study.description].filter(Boolean).join(" · ")}
                  </span>
                </span>
                <span className="shrink-0 text-muted tabular-nums">
                  {format.date(study.patient.birthDate)}
                </span>
                {study.modalities.slice(0, 2).map((modality) => (
                  <ModalityBadge key={modality} modality={modality} />
                ))}
              </Command.Item>
            ))}
            <Command.Item
              value="studies:all"
              onSelect={() => {
                handOffSearch("studies", wanted);
                go("/studies");
              }}
              className={itemClass}
            >
              <Search aria-hidden className="size-4 shrink-0 text-muted" />
              {t("allStudies", { text: wanted })}
            </Command.Item>
          </Command.Group>
        )}
        {isAsking && (addresses.data?.items.length ?? 0) > 0 && (
          <Command.Group heading={<GroupHeading>{t("addresses")}</GroupHeading>}>
            {addresses.data?.items.slice(0, 5).map((address) => {
              const Icon = address.kind === "MAILBOX" ? Building2 : UserRound;
              return (
                <Command.Item
                  key={address.addressId}
                  value={`address:${address.addressId}`}
                  onSelect={() => {
                    handOffSearch("directory", address.name);
                    go("/directory");
                  }}
                  className={itemClass}
                >
                  <Icon aria-hidden className="size-4 shrink-0 text-muted" />
                  <span className="min-w-0 flex-1">
                    <span className="block truncate font-medium">{address.name}</span>
                    <span className="block truncate text-muted">
                      {[address.department, address.organization].filter(Boolean).join(" · ")}
                    </span>
                  </span>
                </Command.Item>
              );
            })}
          </Command.Group>
        )}
      </Command.List>
    </Command>
  );
}

function GroupHeading({ children }: { children: string }) {
  return <span className="block px-2 pt-2 pb-1 text-xs font-medium text-muted">{children}</span>;
}
