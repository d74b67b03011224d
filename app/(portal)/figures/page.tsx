import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FiguresPage } from "@/components/figures";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("figures"))("title") };
}

export default function Page() {
  return <FiguresPage />;
}
