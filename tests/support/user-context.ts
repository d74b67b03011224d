import { randomUUID } from "node:crypto";
import { personContext } from "@/lib/auth";
import type { Context, OrganizationActor, UserContext } from "@/lib/context";
import { db } from "@/lib/db";
import type { Role } from "@/lib/db/generated/enums";

/** A person of the organisation, signed in, with these roles. */
export async function userContext(organizationId: string, roles: Role[]): Promise<UserContext> {
  const user = await db.user.create({
    data: { organizationId, email: `${randomUUID()}@test.example`, name: "Test Person", roles },
    include: { organization: true },
  });
  return personContext({ remoteAddress: "127.0.0.1", locale: "nl" }, user, randomUUID());
}

/** The organisation's own token, with both scopes. */
export async function organizationContext(organizationId: string): Promise<Context<OrganizationActor>> {
  const organization = await db.organization.findUniqueOrThrow({ where: { id: organizationId } });
  return {
    actor: {
      kind: "organization",
      organizationId,
      organizationSlug: organization.slug ?? "",
      organizationName: organization.name,
      tokenId: randomUUID(),
      scopes: ["dicomweb", "api"],
    },
    requestId: randomUUID(),
    locale: "nl",
  };
}
