import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { LanguageMenu } from "@/components/shell/account-menu";

/** One column and nothing else (screens.md). */
export default async function SignInLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations("common");
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
