import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { RequestBox, requestQuery } from "@/components/requests";
import { FirstPage } from "@/components/shell";
import { requirePageUser } from "@/lib/auth";
import { listRequests } from "@/lib/requests";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("requests"))("title") };
}

/** The list lives in the layout, so that it keeps its place while requests are opened beside it. */
export default async function RequestsLayout({ children }: { children: ReactNode }) {
  const context = await requirePageUser();
  const { queryKey, query } = requestQuery("received");
  return (
    <FirstPage queryKey={queryKey} load={() => listRequests(context, query)}>
      <RequestBox>{children}</RequestBox>
    </FirstPage>
  );
}
