import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LanguageMenu } from "./account-menu";

/** A page without the portal around it, for who may not be signed in: whose it is, one column, and the language. */
export function BarePage({ children }: { children: ReactNode }) {
  const t = useTranslations("common");
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-8">
      <div className="w-full max-w-sm">
        <div className="mb-6 flex items-center gap-3">
          {/* biome-ignore lint/performance/noImgElement: a small vector file needs no optimiser */}
          <img src="/icon.svg" alt="" className="size-9" />
          <div>
            <p className="text-lg leading-tight font-semibold">Beeldbrug</p>
            <p className="text-sm text-muted">{t("tagline")}</p>
          </div>
        </div>
        <div className="flex flex-col gap-5 rounded-lg border bg-surface p-5">{children}</div>
        <div className="mt-3 flex justify-end">
          <LanguageMenu />
        </div>
      </div>
    </main>
  );
}
