"use client";

import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { cn, Tooltip, useCurrentInSight, useMediaQuery } from "@/components/ui";
import type { NavigationEntry } from "./navigation";

const STORED = "rail-collapsed";

type RailProps = { entries: NavigationEntry[]; counts: Record<string, number> };

function isCurrent(pathname: string, href: string) {
  return pathname === href || pathname.startsWith(`${href}/`);
}

/** The left rail: icons and words, or icons alone where space is dear. */
export function Rail({ entries, counts }: RailProps) {
  const t = useTranslations("shell");
  const pathname = usePathname();
  const isTight = useMediaQuery("(max-width: 1023px)");
  const [choice, setChoice] = useState<boolean | null>(null);
  // Until somebody chooses, the words stand where there is room for them.
  const isCollapsed = choice ?? isTight;

  useEffect(() => {
    const stored = localStorage.getItem(STORED);
    if (stored !== null) setChoice(stored === "1");
  }, []);
  const toggle = () => {
    localStorage.setItem(STORED, isCollapsed ? "0" : "1");
    setChoice(!isCollapsed);
  };

  const item = (entry: NavigationEntry) => {
    const count = counts[entry.key] ?? 0;
    const link = (
      <Link
        href={entry.href}
        aria-current={isCurrent(pathname, entry.href) ? "page" : undefined}
        className={cn(
          "relative flex h-10 items-center gap-3 rounded-md px-3 text-sm font-medium text-muted hover:bg-sunken hover:text-text aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent-text",
          isCollapsed && "justify-center px-0",
        )}
      >
        <entry.icon aria-hidden className="size-5 shrink-0" />
        <span className={cn(isCollapsed && "sr-only")}>{t(`nav.${entry.key}`)}</span>
        {count > 0 && (
          <span
            className={cn(
              "rounded-full bg-accent px-1.5 text-xs leading-5 text-on-accent tabular-nums",
              isCollapsed ? "absolute top-0 right-1 leading-4" : "ml-auto",
            )}
          >
            {count > 99 ? "99+" : count}
            <span className="sr-only"> {t("nav.new")}</span>
          </span>
        )}
      </Link>
    );
    return (
      <li key={entry.key}>
        {isCollapsed ? (
          <Tooltip content={t(`nav.${entry.key}`)} side="right">
            {link}
          </Tooltip>
        ) : (
          link
        )}
      </li>
    );
  };

  const Toggle = isCollapsed ? PanelLeftOpen : PanelLeftClose;
  return (
    <nav
      aria-label={t("nav.label")}
      className={cn("hidden flex-col gap-1 border-r bg-surface p-2 md:flex", isCollapsed ? "w-15" : "w-52")}
    >
      <ul className="flex flex-col gap-0.5">{entries.filter((e) => e.place === "top").map(item)}</ul>
      <ul className="mt-auto flex flex-col gap-0.5">
        {entries.filter((e) => e.place === "bottom").map(item)}
      </ul>
      <button
        type="button"
        onClick={toggle}
        aria-expanded={!isCollapsed}
        className={cn(
          "flex h-9 items-center gap-3 rounded-md px-3 text-sm text-muted hover:bg-sunken hover:text-text",
          isCollapsed && "justify-center px-0",
        )}
      >
        <Toggle aria-hidden className="size-5 shrink-0" />
        <span className={cn(isCollapsed && "sr-only")}>
          {isCollapsed ? t("nav.expand") : t("nav.collapse")}
        </span>
      </button>
    </nav>
  );
}

/** On phones a bar at the bottom; what doesn't fit is a swipe away, and the cut entry says so. */
export function BottomBar({ entries, counts }: RailProps) {
  const t = useTranslations("shell");
  const pathname = usePathname();
  const bar = useRef<HTMLElement>(null);
  useCurrentInSight(bar, pathname);
  return (
    <nav
      ref={bar}
      aria-label={t("nav.label")}
      className="scroll-quiet flex overflow-x-auto border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {entries.map((entry) => (
        <Link
          key={entry.key}
          href={entry.href}
          aria-current={isCurrent(pathname, entry.href) ? "page" : undefined}
          className="relative flex min-w-16 shrink-0 grow basis-auto flex-col items-center gap-0.5 px-1.5 py-1.5 text-[0.6875rem] text-muted aria-[current=page]:text-accent-text aria-[current=page]:font-semibold"
        >
          <entry.icon aria-hidden className="size-5" />
          <span className="whitespace-nowrap">{t(`nav.${entry.key}`)}</span>
          {(counts[entry.key] ?? 0) > 0 && (
            <span className="absolute top-0.5 left-1/2 ml-1.5 rounded-full bg-accent px-1.5 leading-4 text-on-accent tabular-nums">
              {counts[entry.key]}
              <span className="sr-only"> {t("nav.new")}</span>
            </span>
          )}
        </Link>
      ))}
    </nav>
  );
}
