import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import type { Role } from "@/lib/db/generated/enums";
import { forbidden } from "@/lib/errors";

export interface ListedUser {
  userId: string;
  email: string;
  name: string;
  roles: Role[];
  organization: { id: string; slug: string; name: string };
  hasPassword: boolean;
  hasSecondFactor: boolean;
  identities: { id: string; issuer: string; subject: string }[];
  lastSignInAt: string | null;
  disabledAt: string | null;
}

/** The accounts of the administrator's organisation; of all organisations for the command line. */
export async function listUsers(context: Context): Promise<ListedUser[]> {
  const { actor } = context;
  if (actor.kind !== "system" && !(actor.kind === "user" && actor.roles.includes("ADMINISTRATOR")))
    throw forbidden();
  const users = await db.user.findMany({
    where: actor.kind === "system" ? {} : { organizationId: actor.organizationId },
    include: {
      organization: true,
      identities: { orderBy: { createdAt: "asc" } },
      sessions: { orderBy: { createdAt: "desc" }, take: 1 },
    },
    orderBy: [{ disabledAt: { sort: "asc", nulls: "first" } }, { email: "asc" }],
  });
  return users.map((user) => ({
    userId: user.id,
    email: user.email,
    name: user.name,
    roles: user.roles,
    organization: {
      id: user.organizationId,
      slug: user.organization.slug ?? "",
      name: user.organization.name,
    },
    hasPassword: user.passwordHash !== null,
    hasSecondFactor: user.totpConfirmedAt !== null,
    identities: user.identities.map(({ id, issuer, subject }) => ({ id, issuer, subject })),
    lastSignInAt: user.sessions[0]?.createdAt.toISOString() ?? null,
    disabledAt: user.disabledAt?.toISOString() ?? null,
  }));
}
