import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SendPage } from "@/components/send";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("shares"))("send.title") };
}

export default function Page() {
  return <SendPage />;
}
