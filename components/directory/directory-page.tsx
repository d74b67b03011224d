"use client";

import { BookUser, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemState } from "@/components/problem-state";
import { useDebounced, useHandedSearch } from "@/components/shell";
import { Button, EmptyState, Input, Skeleton } from "@/components/ui";
import { type Address, byOrganization } from "./address";
import { AddressCard } from "./address-card";
import { useDirectory } from "./use-directory";

/** Who can be sent to: search first; with nothing typed the favourites and who was sent to last. */
export function DirectoryPage() {
  const t = useTranslations("directory");
  const c = useTranslations("common.actions");
  const [text, setText] = useState("");
  useHandedSearch("directory", setText);
  const q = useDebounced(text.trim(), 150);
  const book = useDirectory(q);
  const found = book.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="mx-auto flex w-full max-w-6xl flex-col gap-4">
      <h1 className="text-xl font-semibold">{t("title")}</h1>
      <search className="relative">
        <Search aria-hidden className="pointer-events-none absolute top-3.5 left-3 size-4 text-muted" />
        <Input
          type="search"
          aria-label={t("search")}
          placeholder={t("search")}
          autoComplete="off"
          spellCheck={false}
          autoFocus
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="h-11 pl-9"
        />
      </search>
      {book.isPending ? (
        <Waiting />
      ) : book.isError ? (
        <ProblemState error={book.error} onRetry={() => book.refetch()} />
      ) : found.length === 0 ? (
        <EmptyState icon={BookUser} title={q ? t("nothing", { text: q }) : t("empty")}>
          {q ? t("nothingText") : t("emptyText")}
        </EmptyState>
      ) : (
        <div aria-busy={book.isPlaceholderData} className="flex flex-col gap-6">
          <p className="sr-only" aria-live="polite">
            {t("count", { count: found.length })}
          </p>
          <Sections found={found} isSearch={q.length > 0} />
          {book.hasNextPage && (
            <Button
              className="self-center"
              loading={book.isFetchingNextPage}
              onClick={() => book.fetchNextPage()}
            >
              {c("loadMore")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function Sections({ found, isSearch }: { found: Address[]; isSearch: boolean }) {
  const t = useTranslations("directory");
  if (isSearch) return <ByOrganization addresses={found} />;
  const favorites = found.filter(({ isFavorite }) => isFavorite);
  const recent = found.filter(({ isFavorite, lastSentAt }) => !isFavorite && lastSentAt);
  const others = found.filter(({ isFavorite, lastSentAt }) => !isFavorite && !lastSentAt);
  return (
    <>
      <Section title={t("favorites")} addresses={favorites} />
      <Section title={t("recents")} addresses={recent} />
      <ByOrganization addresses={others} />
    </>
  );
}

function ByOrganization({ addresses }: { addresses: Address[] }) {
  return byOrganization(addresses).map((group) => (
    <Section
      key={group.key}
      title={group.organization}
      detail={group.city}
      addresses={group.addresses}
      isWithinOrganization
    />
  ));
}

function Section({
  title,
  detail,
  addresses,
  isWithinOrganization = false,
}: {
  title: string;
  detail?: string;
  addresses: Address[];
  isWithinOrganization?: boolean;
}) {
  const t = useTranslations("directory");
  if (addresses.length === 0) return null;
  const isConnected = addresses.every((address) => address.isConnected);
  return (
    <section aria-label={title} className="flex flex-col gap-2">
      <header className="flex flex-wrap items-baseline gap-x-2">
        <h2 className="text-base font-semibold">{title}</h2>
        {detail && <span className="text-sm text-muted">{detail}</span>}
        {isWithinOrganization && !isConnected && (
          <span className="text-sm text-warn">{t("notConnectedOrganization")}</span>
        )}
      </header>
      <ul className="grid gap-2 md:grid-cols-2 xl:grid-cols-3">
        {addresses.map((address) => (
          <li key={address.addressId} className="flex">
            <AddressCard address={address} isWithinOrganization={isWithinOrganization} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Waiting() {
  const t = useTranslations("common.state");
  return (
    <div role="status" className="grid gap-2 md:grid-cols-2 xl:grid-cols-3">
      <span className="sr-only">{t("loading")}</span>
      {["a", "b", "c", "d", "e", "f"].map((key) => (
        <Skeleton key={key} className="h-44 rounded-lg" />
      ))}
    </div>
  );
}
