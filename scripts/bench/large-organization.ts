import { randomUUID } from "node:crypto";
import { systemContext, type UserContext } from "@/lib/context";
import type { Role } from "@/lib/db/generated/enums";
import { addOrganization } from "@/lib/organizations";
import { createUser } from "@/lib/users";

/** The one user of a new organisation. */
export async function makeUserOf(role: Role): Promise<UserContext> {
  const context = systemContext("bench");
  const organization = await addOrganization(context, {
    slug: "groot",
    name: "Groot Ziekenhuis",
    ura: "00000001",
  });
  const { userId, email } = await createUser(context, {
    email: "sender@groot.example",
    name: "Sam Sender",
    organizationId: organization.id,
    roles: [role],
    password: "beeldbrug",
    isDemo: true,
  });
  return {
    requestId: randomUUID(),
    locale: "nl",
    actor: {
      kind: "user",
      userId,
      email,
      name: "Sam Sender",
      roles: [role],
      organizationId: organization.id,
      organizationSlug: "groot",
      organizationName: organization.name,
    },
  };
}
