import { z } from "zod";
import { type Context, requireUser } from "@/lib/context";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";

export const SetFavoriteInput = z.object({ addressId: z.uuid(), isFavorite: z.boolean() });
export type SetFavoriteInput = z.input<typeof SetFavoriteInput>;

/** Keeps an address at the top of this person's book, or no longer. */
export async function setFavorite(context: Context, input: SetFavoriteInput): Promise<void> {
  const { actor } = requireUser(context);
  const { addressId, isFavorite } = SetFavoriteInput.parse(input);
  if (!(await db.address.findUnique({ where: { id: addressId, isListed: true }, select: { id: true } })))
    throw notFound();
  const key = { userId: actor.userId, addressId };
  if (isFavorite)
    await db.favoriteAddress.upsert({ where: { userId_addressId: key }, create: key, update: {} });
  else await db.favoriteAddress.deleteMany({ where: key });
}
