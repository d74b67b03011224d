import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AdministrationNav } from "@/components/administration";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin"))("title") };
}

export default async function AdministrationLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations("admin");
  return (
    <div className="mx-auto flex w-full max-w-6xl flex-col gap-4">
      <h1 className="text-xl font-semibold">{t("title")}</h1>
      <AdministrationNav />
      {children}
    </div>
  );
}
