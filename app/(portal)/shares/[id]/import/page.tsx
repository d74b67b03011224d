import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ImportPage } from "@/components/transfers";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("transfers"))("import.title") };
}

type Props = { params: Promise<{ id: string }> };

export default async function Page({ params }: Props) {
  return <ImportPage shareId={(await params).id} />;
}
