import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import type { Me } from "./api";

/** Who asks, with the address in the book that is theirs. @throws 404 for an organisation's token: it is nobody */
export async function getMe(context: Context): Promise<Me> {
  const { actor } = context;
  if (actor.kind !== "user") throw notFound();
  const addresses = await db.addressAccount.findMany({
    where: { userId: actor.userId },
    include: { address: { select: { organizationId: true, isListed: true } } },
    orderBy: { createdAt: "asc" },
  });
  // A practitioner may work in several places; the one of the own organisation comes first.
  const own = addresses.find(
    ({ address }) => address.isListed && address.organizationId === actor.organizationId,
  );
  return {
    userId: actor.userId,
    email: actor.email,
    name: actor.name,
    roles: actor.roles,
    organization: { id: actor.organizationId, slug: actor.organizationSlug, name: actor.organizationName },
    addressId: (own ?? addresses[0])?.addressId ?? null,
  };
}
