import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MeetingsList } from "@/components/meetings";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("meetings"))("title") };
}

/** The meetings that the person takes part in. */
export default function MeetingsPage() {
  return <MeetingsList />;
}
