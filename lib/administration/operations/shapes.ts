import { z } from "zod";
import { apiOperation } from "@/lib/api";

export const Id = z.uuid();
export const Text = z.string();
export const When = z.iso.datetime();

/** The call that lists one kind of thing. */
export function listing<Item extends z.ZodType>(path: string, summary: string, item: Item) {
  return apiOperation({
    method: "GET",
    path: `/administration/${path}`,
    summary,
    response: z.object({ items: z.array(item) }),
  });
}

/** The call that takes one thing away, named by its id in the path. */
export function removal<Name extends string>(path: string, name: Name, summary: string) {
  return apiOperation({
    method: "DELETE",
    path: `/administration/${path}/{${name}}`,
    summary,
    params: z.object({ [name]: Id } as Record<Name, typeof Id>),
    status: 204,
  });
}
