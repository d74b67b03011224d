import { type Context, requireUser } from "@/lib/context";
import { db } from "@/lib/db";
import type { Topic } from "@/lib/live";
import { addressReadBy } from "@/lib/shares";
import { askedBy, heldBy, isUuid } from "./access";

/** `request:{id}`: for its two sides. */
export async function followRequest(context: Context, id: string): Promise<Topic[] | undefined> {
  const user = requireUser(context);
  if (!isUuid(id)) return undefined;
  const found = await db.imageRequest.count({ where: { id, OR: [askedBy(user), heldBy(user)] } });
  return found > 0 ? [`request:${id}`] : undefined;
}

/** `requests:me`: everything that was asked of the person's addresses, and what the person asked. */
export async function followRequests(context: Context, id: string): Promise<Topic[] | undefined> {
  if (id !== "me") return undefined;
  const { userId } = requireUser(context).actor;
  const addresses = await db.address.findMany({ where: addressReadBy(userId), select: { id: true } });
  return [
    `requests-made:${userId}`,
    ...addresses.flatMap((address): Topic[] => [
      `requests-held:${address.id}`,
      `requests-back:${address.id}`,
    ]),
  ];
}
