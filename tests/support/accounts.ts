import { randomUUID } from "node:crypto";
import { hashPassword, personContext, type RequestFacts, requestFacts } from "@/lib/auth";
import type { UserContext } from "@/lib/context";
import { db } from "@/lib/db";
import type { Role } from "@/lib/db/generated/enums";

export const PASSWORD = "a long enough pass phrase";
let hash: Promise<string> | undefined;

export async function makeOrganization(
  name = "Ziekenhuis Noord",
): Promise<{ id: string; name: string; slug: string }> {
  const slug = `org-${randomUUID().slice(0, 8)}`;
  await db.organization.create({ data: { slug, name, isConnected: true } });
  return db.organization.findUniqueOrThrow({ where: { slug } }) as Promise<{
    id: string;
    name: string;
    slug: string;
  }>;
}

interface AccountOptions {
  organizationId?: string;
  roles?: Role[];
  isDemo?: boolean;
  email?: string;
  name?: string;
}

/** An account with `PASSWORD`; a demo account unless told, so that the password alone is enough. */
export async function makeAccount(options: AccountOptions = {}) {
  hash ??= hashPassword(PASSWORD);
  return db.user.create({
    data: {
      organizationId: options.organizationId ?? (await makeOrganization()).id,
      email: options.email ?? `${randomUUID().slice(0, 8)}@noord.example`,
      name: options.name ?? "Anna Jansen",
      roles: options.roles ?? ["CARE_PROVIDER"],
      isDemo: options.isDemo ?? true,
      passwordHash: await hash,
    },
    include: { organization: true },
  });
}

/** What the server knows of a request from this address. */
export function requestFrom(remoteAddress: string, headers: Record<string, string> = {}): RequestFacts {
  return requestFacts({ method: "POST", headers, socket: { remoteAddress } });
}

/** As this account, at the screen. */
export function contextOf(account: Awaited<ReturnType<typeof makeAccount>>, sessionId?: string): UserContext {
  return personContext({ remoteAddress: "192.0.2.10", locale: "nl" }, account, sessionId);
}
