import { z } from "zod";
import { type Context, organizationOf } from "@/lib/context";
import { db } from "@/lib/db";
import { foldText } from "@/lib/studies";
import { type AddressView, toAddressView, viewInclude } from "./address-view";
import { containing, findAddresses } from "./find-addresses";
import { findSimilarAddresses } from "./find-similar-addresses";

export const SearchDirectoryInput = z.object({
  q: z.string().max(200).default(""),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type SearchDirectoryInput = z.input<typeof SearchDirectoryInput>;

export interface FoundAddress extends AddressView {
  /** When this person last sent to it. */
  lastSentAt: string | null;
}

/** Fewer exact matches than this, and words are also matched with typing errors. */
const FEW = 5;

/**
 * Searches name, role, specialty, department, organisation, city and e-mail address: every word must occur,
 * as part of a word, without regard to accents; typing errors are forgiven when little is found.
 * Best first: favourites and recent recipients, then names that begin with what was typed.
 */
export async function searchDirectory(
  context: Context,
  input: SearchDirectoryInput,
): Promise<{ items: FoundAddress[]; nextCursor: string | null }> {
  organizationOf(context);
  const { q, cursor, limit } = SearchDirectoryInput.parse(input);
  const userId = context.actor.kind === "user" ? context.actor.userId : null;
  const words = foldText(q).split(" ").filter(Boolean).slice(0, 8);
  const offset = readCursor(cursor);

  let found = await findAddresses({ words, userId, offset, limit: limit + 1, condition: containing(words) });
  if (found.length < FEW && offset === 0 && words.length > 0) {
    const similar = await findSimilarAddresses(words, limit);
    const known = new Set(found.map(({ id }) => id));
    found = [...found, ...similar.filter(({ id }) => !known.has(id))].slice(0, limit);
  }
  const page = found.slice(0, limit);
  const rows = await db.address.findMany({
    where: { id: { in: page.map(({ id }) => id) } },
    include: viewInclude(userId),
  });
  const byId = new Map(rows.map((row) => [row.id, toAddressView(row)]));
  return {
    items: page.flatMap(({ id, last }) => {
      const view = byId.get(id);
      return view ? { ...view, lastSentAt: last?.toISOString() ?? null } : [];
    }),
    nextCursor: found.length > limit ? Buffer.from(String(offset + limit)).toString("base64url") : null,
  };
}

function readCursor(cursor: string | undefined): number {
  const offset = Number(Buffer.from(cursor ?? "", "base64url").toString());
  return Number.isSafeInteger(offset) && offset > 0 && offset < 100_000 ? offset : 0;
}
