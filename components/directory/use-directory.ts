"use client";

import {
  type InfiniteData,
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { api } from "@/components/api-client";
import { toast } from "@/components/ui";
import type { Address, AddressPage } from "./address";

const KEY = ["directory", "book"];
const PAGE = 40;

/** The book by what was typed, page after page; the old finds stay until the new are there. */
export function useDirectory(q: string) {
  return useInfiniteQuery({
    queryKey: [...KEY, q],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ q, limit: String(PAGE), ...(pageParam && { cursor: pageParam }) });
      return api<AddressPage>(`/api/v1/directory?${query}`, { signal });
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** The star shows at once what was chosen, and goes back when the server didn't take it. */
export function useFavorite() {
  const t = useTranslations("directory");
  const queries = useQueryClient();
  const show = (addressId: string, isFavorite: boolean) =>
    queries.setQueriesData<InfiniteData<AddressPage>>({ queryKey: KEY }, (data) =>
      data === undefined
        ? data
        : {
            ...data,
            pages: data.pages.map((page) => ({
              ...page,
              items: page.items.map((item) =>
                item.addressId === addressId ? { ...item, isFavorite } : item,
              ),
            })),
          },
    );
  return useMutation({
    mutationFn: ({ addressId, isFavorite }: Pick<Address, "addressId" | "isFavorite">) =>
      api("/api/v1/directory/favorites", { method: "PUT", body: { addressId, isFavorite } }),
    onMutate: ({ addressId, isFavorite }) => {
      show(addressId, isFavorite);
      const inSight = queries.getQueryCache().findAll({ queryKey: KEY, type: "active" });
      return { inSight: new Set(inSight.map(({ queryHash }) => queryHash)) };
    },
    onError: (_error, { addressId, isFavorite }) => {
      show(addressId, !isFavorite);
      toast.error(t("favoriteFailed"));
    },
    onSuccess: (_answer, _chosen, { inSight }) => {
      // The list in which it was chosen keeps its order until it is shown again; one that came into sight since doesn't.
      void queries.invalidateQueries({ queryKey: KEY, refetchType: "none" });
      void queries.refetchQueries({
        queryKey: KEY,
        type: "active",
        predicate: ({ queryHash }) => !inSight.has(queryHash),
      });
      queries.removeQueries({ queryKey: ["shares", "recent-recipients"] });
    },
  });
}
