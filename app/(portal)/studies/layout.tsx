import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { StudiesBrowser } from "@/components/studies";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("studies"))("title") };
}

/** The list lives in the layout, so that it keeps its place while studies are opened beside it. */
export default function StudiesLayout({ children }: { children: ReactNode }) {
  return <StudiesBrowser>{children}</StudiesBrowser>;
}
