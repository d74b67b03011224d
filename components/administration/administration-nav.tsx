"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { useShellUser } from "@/components/shell";
import { useCurrentInSight } from "@/components/ui";
import { sectionsFor } from "./sections";

/** What there is to administer for who is signed in. */
export function AdministrationNav() {
  const t = useTranslations("admin");
  const pathname = usePathname();
  const { roles } = useShellUser();
  const row = useRef<HTMLUListElement>(null);
  useCurrentInSight(row, pathname);
  return (
    <nav aria-label={t("title")}>
      <ul ref={row} className="scroll-quiet flex gap-1 overflow-x-auto border-b">
        {sectionsFor(roles).map((section) => {
          const href = `/administration/${section}`;
          return (
            <li key={section}>
              <Link
                href={href}
                aria-current={pathname === href ? "page" : undefined}
                className="-mb-px flex h-10 items-center border-b-2 border-transparent px-3 text-sm font-medium whitespace-nowrap text-muted hover:text-text focus-visible:-outline-offset-2 aria-[current=page]:border-accent aria-[current=page]:text-text"
              >
                {t(`sections.${section}`)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
