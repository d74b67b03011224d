import type { UserContext } from "@/lib/context";
import { db, type Prisma, type Transaction } from "@/lib/db";

/**
 * The shares that a person follows as their sender: the own ones, and at a desk those of colleagues at the same desk
 * (both have the role DESK, in one organisation, and read one mailbox): shifts change, and the question "did it
 * arrive" doesn't wait. As a filter, so that roles and membership are looked up again at every request.
 */
export function sentFromSideOf({ actor }: UserContext): Prisma.ShareWhereInput {
  const own = { senderId: actor.userId };
  if (!actor.roles.includes("DESK")) return own;
  return {
    OR: [
      own,
      {
        organizationId: actor.organizationId,
        sender: {
          organizationId: actor.organizationId,
          roles: { has: "DESK" },
          mailboxes: {
            some: {
              healthcareService: {
                organizationId: actor.organizationId,
                endedAt: null,
                members: { some: { userId: actor.userId } },
              },
            },
          },
        },
      },
    ],
  };
}

/** Of these shares, the ids of those that the person follows as sender. */
export async function senderSideOf(
  user: UserContext,
  shares: { id: string; senderId: string }[],
  client: Transaction = db,
): Promise<Set<string>> {
  const isOwn = ({ senderId }: { senderId: string }) => senderId === user.actor.userId;
  const others = shares.filter((share) => !isOwn(share)).map(({ id }) => id);
  const ids = shares.filter(isOwn).map(({ id }) => id);
  if (others.length === 0 || !user.actor.roles.includes("DESK")) return new Set(ids);
  const found = await client.share.findMany({
    where: { AND: [{ id: { in: others } }, sentFromSideOf(user)] },
    select: { id: true },
  });
  return new Set([...ids, ...found.map(({ id }) => id)]);
}
