import type { UserContext } from "@/lib/context";
import { db, type Prisma, type Transaction } from "@/lib/db";

/**
 * The shares that a person follows as their sender: the own ones, and at a desk those of colleagues at the same desk
 * (both have the role DESK, in one organisation, and read one mailbox): shifts change, and the question "did it
 * arrive" doesn't wait. As a filter, so that roles and membership are looked up again at every request.
 */
export function sentFromSideOf(user: UserContext): Prisma.ShareWhereInput {
  const { actor } = user;
  const own = { senderId: actor.userId };
  if (!actor.roles.includes("DESK")) return own;
  return {
    OR: [
      own,
      {
        organizationId: actor.organizationId,
        sender: atSameDesk(user),
      },
    ],
  };
}

function atSameDesk({ actor: { organizationId, userId } }: UserContext): Prisma.UserWhereInput {
  return {
    organizationId,
    roles: { has: "DESK" },
    mailboxes: {
      some: {
        healthcareService: { organizationId, endedAt: null, members: { some: { userId } } },
      },
    },
  };
}

/** Whose shares these are: the person's own, and colleagues' at the same desk. */
export async function sendersOfSide(user: UserContext): Promise<string[]> {
  const { actor } = user;
  if (!actor.roles.includes("DESK")) return [actor.userId];
  const colleagues = await db.user.findMany({ where: atSameDesk(user), select: { id: true } });
  return [...new Set([actor.userId, ...colleagues.map(({ id }) => id)])];
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
