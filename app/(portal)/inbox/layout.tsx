import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { firstShareQuery, ShareBox } from "@/components/inbox";
import { FirstPage } from "@/components/shell";
import { requirePageUser } from "@/lib/auth";
import { listShares } from "@/lib/shares";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("inbox"))("inbox.title") };
}

/** The list lives in the layout, so that it keeps its place while shares are opened beside it. */
export default async function InboxLayout({ children }: { children: ReactNode }) {
  const context = await requirePageUser();
  const { queryKey, query } = firstShareQuery("inbox");
  return (
    <FirstPage queryKey={queryKey} load={() => listShares(context, query)}>
      <ShareBox box="inbox">{children}</ShareBox>
    </FirstPage>
  );
}
