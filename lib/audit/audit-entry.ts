import type { Actor, Context } from "@/lib/context";
import type { AuditEvent } from "@/lib/db";
import { uuidv7 } from "@/lib/db";
import type { AuditOutcome } from "@/lib/db/generated/enums";
import { hashAuditRow } from "./hash-row";

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

const INSTALLATION_CHAIN = "installation";

/** The logs that an event belongs in, always in the same order, so that two transactions can't wait for each other. */
export function chainsOf({ actor }: Context, entry: AuditEntry): string[] {
  const own = actor.kind === "system" ? undefined : actor.organizationId;
  const named = [own, ...(entry.organizations ?? [])].filter((id): id is string => id !== undefined);
  return named.length === 0 ? [INSTALLATION_CHAIN] : [...new Set(named)].sort();
}

/** The end of a chain, which the next row is tied to. */
export type ChainEnd = Pick<AuditEvent, "sequence" | "hash">;

/** The row that follows `last`, with its hash. */
export function nextRow(
  chain: string,
  last: ChainEnd | undefined,
  { actor, remoteAddress, requestId }: Context,
  entry: AuditEntry,
) {
  const row = {
    id: uuidv7(),
    chain,
    sequence: (last?.sequence ?? 0n) + 1n,
    recordedAt: new Date(),
    eventCode: entry.eventCode,
    action: entry.action,
    outcome: entry.outcome ?? ("SUCCESS" as const),
    ...who(actor),
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
    remoteAddress: remoteAddress ?? null,
    requestId,
    detail: entry.detail ?? {},
    previousHash: last?.hash ?? new Uint8Array(32),
  };
  return { ...row, hash: hashAuditRow(row) };
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
