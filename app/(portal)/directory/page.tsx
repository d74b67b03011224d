import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DirectoryPage } from "@/components/directory";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("directory"))("title") };
}

export default function Page() {
  return <DirectoryPage />;
}
