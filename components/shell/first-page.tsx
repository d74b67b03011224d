import { dehydrate, HydrationBoundary, QueryClient, type QueryKey } from "@tanstack/react-query";
import type { ReactNode } from "react";

/**
 * A list's first page, found while its page is made: the rows are there before the browser's programs are. Where
 * `load` fails the list asks again itself, and says why it can't be shown.
 */
export async function FirstPage({
  queryKey,
  load,
  children,
}: {
  queryKey: QueryKey;
  load: () => Promise<unknown>;
  children: ReactNode;
}) {
  const client = new QueryClient();
  const page = await load().catch(() => undefined);
  // As JSON, because that is what the list gets when it asks itself.
  if (page !== undefined)
    client.setQueryData(queryKey, { pages: [JSON.parse(JSON.stringify(page))], pageParams: [null] });
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>;
}
