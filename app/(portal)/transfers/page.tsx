import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TransfersPage } from "@/components/transfers";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("transfers"))("page.title") };
}

export default function Page() {
  return <TransfersPage />;
}
