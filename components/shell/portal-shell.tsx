"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { type ReactNode, useCallback, useRef, useState } from "react";
import { Button } from "@/components/ui";
import { AccountMenu, LanguageMenu } from "./account-menu";
import { GlobalSearch } from "./global-search";
import { KeysDialog, useGlobalKeys } from "./keys";
import { canSend, navigationFor } from "./navigation";
import { BottomBar, Rail } from "./rail";
import { useShellUser } from "./shell-user";
import { useCounts } from "./use-counts";

/** The frame of every page after sign-in. The page scrolls inside `main`; what `dock` shows stays at the bottom. */
export function PortalShell({
  alert,
  dock,
  children,
}: {
  /** What stands over every page. */
  alert?: ReactNode;
  dock?: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations("shell");
  const user = useShellUser();
  const entries = navigationFor(user.roles, user.hasMeetings);
  const counts = useCounts(entries.some((entry) => entry.key === "inbox"));
  const searchField = useRef<HTMLInputElement>(null);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const maySend = canSend(user.roles);

  const onSearch = useCallback(() => searchField.current?.focus(), []);
  const onHelp = useCallback(() => setHelpOpen(true), []);
  useGlobalKeys({ onSearch, onHelp, canSend: maySend });

  return (
    <div className="flex h-dvh flex-col">
      <a
        href="#main"
        className="absolute -top-20 left-2 z-70 rounded-md bg-accent px-3 py-2 text-on-accent focus:top-2"
      >
        {t("skip")}
      </a>
      <header className="relative z-30 flex h-14 shrink-0 items-center gap-2 border-b bg-surface px-3 sm:gap-4">
        <Link href="/" className="flex shrink-0 items-center gap-2.5 rounded-sm font-semibold">
          {/* biome-ignore lint/performance/noImgElement: a small static vector needs no image service */}
          <img src="/icon.svg" alt="" width={28} height={28} />
          <span className="hidden sm:inline">Beeldbrug</span>
          <span className="sr-only sm:hidden">Beeldbrug</span>
        </Link>
        <div className="flex min-w-0 flex-1 justify-center">
          <GlobalSearch inputRef={searchField} />
        </div>
        <div className="flex shrink-0 items-center gap-1">
          {maySend && (
            <Button asChild variant="primary" className="mr-1 hidden md:inline-flex">
              <Link href="/send">{t("send")}</Link>
            </Button>
          )}
          <LanguageMenu />
          <AccountMenu onShowKeys={onHelp} />
        </div>
      </header>
      {alert}
      <div className="flex min-h-0 flex-1">
        <Rail entries={entries} counts={counts} />
        <div className="flex min-w-0 flex-1 flex-col">
          <main
            id="main"
            tabIndex={-1}
            className="scroll-quiet relative min-h-0 flex-1 overflow-y-auto p-4 lg:p-5 focus:outline-none"
          >
            {children}
          </main>
          {dock}
        </div>
      </div>
      <BottomBar entries={entries} counts={counts} />
      <KeysDialog open={isHelpOpen} onOpenChange={setHelpOpen} canSend={maySend} />
    </div>
  );
}
