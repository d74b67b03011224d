import { createHash } from "node:crypto";
import type { Actor, Context } from "@/lib/context";
import { db, type Prisma, type Transaction } from "@/lib/db";
import type { AuditOutcome } from "@/lib/db/generated/enums";
import { uuidv7 } from "./uuid";

/** DCM event ids (PS3.15 A.5.3). */
export const EventCode = {
  applicationActivity: "110100",
  transferred: "110104",
  export: "110106",
  import: "110107",
  query: "110112",
  securityAlert: "110113",
  userAuthentication: "110114",
  instancesAccessed: "110103",
  studyDeleted: "110105",
  orderOrAdministration: "110142",
} as const;

export type EventCodeValue = (typeof EventCode)[keyof typeof EventCode];

/** What a verb tells the log. Who, from where and when come from the context and the clock. */
export interface AuditEntry {
  eventCode: EventCodeValue;
  /** In our words, room first: "share.sent", "study.viewed", "sign-in.failed". */
  action: string;
  outcome?: AuditOutcome;
  /** The organisations in whose log it belongs beside the actor's own, such as the holder of the data. */
  organizations?: (string | undefined)[];
  patient?: { id?: string; patientIdentifier?: string };
  studyInstanceUid?: string;
  object?: { type: string; id: string };
  /** The responsible person on whose behalf it was done, when that is another than the actor. */
  onBehalfOf?: string;
  /** NEN 7513: the ground. `treatmentRelation` is true for directed sending and what follows from it. */
  ground?: { treatmentRelation?: boolean; consent?: boolean; emergency?: boolean };
  purpose?: string;
  detail?: Record<string, string | number | boolean | string[] | null>;
}

export const INSTALLATION_CHAIN = "installation";

/**
 * Appends one event to the log of the actor's organisation and of each organisation named, inside the
 * transaction of what it records: when that fails, the log keeps nothing, and the other way round.
 * The chain's lock is held until the transaction ends, so call it last.
 */
export async function recordAudit(
  transaction: Transaction,
  context: Context,
  entry: AuditEntry,
): Promise<void> {
  const own = context.actor.kind === "system" ? undefined : context.actor.organizationId;
  const named = [own, ...(entry.organizations ?? [])].filter((id): id is string => id !== undefined);
  const chains = [...new Set(named)].sort();
  if (chains.length === 0) chains.push(INSTALLATION_CHAIN);
  for (const chain of chains) await append(transaction, chain, context, entry);
}

/** Records what has no transaction of its own, such as a refused attempt. */
export async function recordAuditAlone(context: Context, entry: AuditEntry): Promise<void> {
  await db.$transaction((transaction) => recordAudit(transaction, context, entry));
}

async function append(
  transaction: Transaction,
  chain: string,
  context: Context,
  entry: AuditEntry,
): Promise<void> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`audit:${chain}`}, 0))`;
  const last = await transaction.auditEvent.findFirst({
    where: { chain },
    orderBy: { sequence: "desc" },
    select: { sequence: true, hash: true },
  });
  const row = {
    id: uuidv7(),
    chain,
    sequence: (last?.sequence ?? 0n) + 1n,
    recordedAt: new Date(),
    eventCode: entry.eventCode,
    action: entry.action,
    outcome: entry.outcome ?? "SUCCESS",
    ...who(context.actor),
    onBehalfOf: entry.onBehalfOf ?? null,
    patientId: entry.patient?.id ?? null,
    patientIdentifier: entry.patient?.patientIdentifier ?? null,
    studyInstanceUid: entry.studyInstanceUid ?? null,
    objectType: entry.object?.type ?? null,
    objectId: entry.object?.id ?? null,
    isAuthorized: (entry.outcome ?? "SUCCESS") !== "REFUSED",
    treatmentRelation: entry.ground?.treatmentRelation ?? false,
    consent: entry.ground?.consent ?? false,
    emergency: entry.ground?.emergency ?? false,
    purpose: entry.purpose ?? null,
    remoteAddress: context.remoteAddress ?? null,
    requestId: context.requestId,
    detail: entry.detail ?? {},
    previousHash: last?.hash ?? new Uint8Array(32),
  } satisfies Omit<Prisma.AuditEventUncheckedCreateInput, "hash">;
  await transaction.auditEvent.create({ data: { ...row, hash: hashAuditRow(row) } });
}

function who(actor: Actor) {
  if (actor.kind === "user")
    return {
      userId: actor.userId,
      userName: actor.name,
      userRoles: actor.roles,
      userOrganization: actor.organizationName,
    };
  if (actor.kind === "organization")
    return {
      userId: null,
      userName: actor.aeTitle ? `AE ${actor.aeTitle}` : "system",
      userRoles: [],
      userOrganization: actor.organizationName,
    };
  return { userId: null, userName: actor.name, userRoles: [], userOrganization: null };
}

/** SHA-256 over every column but `hash`, in one canonical text; `previousHash` ties it to the row before. */
export function hashAuditRow(row: Record<string, unknown>): Uint8Array<ArrayBuffer> {
  const canonical = JSON.stringify(
    Object.keys(row)
      .filter((name) => name !== "hash")
      .sort()
      .map((name) => [name, canonicalValue(row[name])]),
  );
  return new Uint8Array(createHash("sha256").update(canonical).digest());
}

function canonicalValue(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (typeof value === "bigint") return value.toString();
  if (Array.isArray(value)) return value.map(canonicalValue);
  if (value !== null && typeof value === "object")
    return Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, canonicalValue(inner)]);
  return value ?? null;
}
