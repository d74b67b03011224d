import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ArrivingPage } from "@/components/emergency";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("emergency"))("title") };
}

export default function EmergencyPage() {
  return <ArrivingPage />;
}
