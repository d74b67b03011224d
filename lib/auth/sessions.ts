import type { UserActor } from "@/lib/context";
import {
  db,
  lookUpRows,
  type Organization,
  Prisma,
  type Transaction,
  together,
  type User,
  type UserSession,
} from "@/lib/db";
import type { SignInMethod } from "@/lib/db/generated/enums";
import { env } from "@/lib/env";
import type { RequestFacts } from "./request-facts";

export const ABSOLUTE_LIMIT_MS = 12 * 3_600_000;
export const IDLE_LIMIT_MS = 60 * 60_000;
const TOUCH_EVERY_MS = 60_000;

export type UserWithOrganization = User & { organization: Organization };

export interface LiveSession {
  id: string;
  method: SignInMethod;
  user: UserWithOrganization;
  /** Signed in by password alone where a second factor is required: only enrolment is open. */
  needsSecondFactor: boolean;
}

export async function createSession(
  transaction: Transaction,
  userId: string,
  method: SignInMethod,
  request: Pick<RequestFacts, "remoteAddress" | "userAgent">,
  now = new Date(),
): Promise<string> {
  const { id } = await transaction.userSession.create({
    data: {
      userId,
      method,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + ABSOLUTE_LIMIT_MS),
      remoteAddress: request.remoteAddress ?? null,
      userAgent: request.userAgent ?? null,
    },
  });
  return id;
}

/**
 * The session when it may still be used.
 * @param isActivity false for what a page asks by itself while nobody is at it
 */
export async function loadSession(
  id: string,
  isActivity = true,
  now = new Date(),
): Promise<LiveSession | undefined> {
  const session = await findSession(id);
  if (session === undefined || session.endedAt !== null || session.expiresAt <= now) return undefined;
  const idleMs = now.getTime() - session.lastSeenAt.getTime();
  if (idleMs >= IDLE_LIMIT_MS || !isUsable(session.user)) return undefined;
  if (isActivity && idleMs >= TOUCH_EVERY_MS)
    await db.userSession.updateMany({ where: { id, lastSeenAt: { lt: now } }, data: { lastSeenAt: now } });
  return {
    id,
    method: session.method,
    user: session.user,
    needsSecondFactor: session.method === "PASSWORD" && !session.user.isDemo,
  };
}

type SessionRow = Pick<UserSession, "method" | "endedAt" | "expiresAt" | "lastSeenAt">;

/** Asked for with every request, also of a viewer: one statement that stays prepared. */
const findSession = together(async (ids) => {
  const rows = await lookUpRows<SessionRow & { id: string; user: User; organization: Organization }>(
    Prisma.sql`
      SELECT s."id", s."method", s."endedAt", s."expiresAt", s."lastSeenAt", to_jsonb(u) AS "user",
        to_jsonb(o) AS "organization"
      FROM "UserSession" s JOIN "User" u ON u."id" = s."userId" JOIN "Organization" o ON o."id" = u."organizationId"
      WHERE s."id" = ANY(${ids}::uuid[])`,
    "session",
  );
  return new Map(
    rows.map(({ id, user, organization, ...session }) => [
      id,
      { ...session, user: { ...withDates(user), organization: withDates(organization) } },
    ]),
  );
});

const TIMES: ReadonlySet<string> = new Set(["createdAt", "disabledAt", "totpConfirmedAt"]);

/** JSON has times as text. */
function withDates<Row extends object>(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      TIMES.has(name) && typeof value === "string" ? new Date(value) : value,
    ]),
  ) as Row;
}

/** A demo account's password is public: it is worth nothing once the installation is no demo any more. */
export function isUsable(
  user: Pick<User, "disabledAt" | "isDemo"> & { organization: Pick<Organization, "isConnected"> },
): boolean {
  return user.disabledAt === null && user.organization.isConnected && (!user.isDemo || env.DEMO);
}

export function userActor(user: UserWithOrganization): UserActor {
  return {
    kind: "user",
    userId: user.id,
    name: user.name,
    email: user.email,
    roles: user.roles,
    organizationId: user.organizationId,
    organizationSlug: user.organization.slug ?? "",
    organizationName: user.organization.name,
  };
}
