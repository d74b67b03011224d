import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RequestForm } from "@/components/requests";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("requests"))("new") };
}

export default function NewRequestPage() {
  return <RequestForm />;
}
