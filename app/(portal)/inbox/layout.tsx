import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ShareBox } from "@/components/inbox";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("inbox"))("inbox.title") };
}

/** The list lives in the layout, so that it keeps its place while shares are opened beside it. */
export default function InboxLayout({ children }: { children: ReactNode }) {
  return <ShareBox box="inbox">{children}</ShareBox>;
}
