import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { FirstPage } from "@/components/shell";
import { firstStudyQuery, StudiesBrowser } from "@/components/studies";
import { requirePageUser } from "@/lib/auth";
import { StudySearch, searchStudies } from "@/lib/studies";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("studies"))("title") };
}

/** The list lives in the layout, so that it keeps its place while studies are opened beside it. */
export default async function StudiesLayout({ children }: { children: ReactNode }) {
  const context = await requirePageUser();
  const { queryKey, body } = firstStudyQuery();
  return (
    <FirstPage queryKey={queryKey} load={() => searchStudies(context, StudySearch.parse(body))}>
      <StudiesBrowser>{children}</StudiesBrowser>
    </FirstPage>
  );
}
