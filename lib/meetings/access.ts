import { type Context, requireRole, type UserContext } from "@/lib/context";
import { db, type Prisma, type Transaction } from "@/lib/db";
import type { MeetingRole } from "@/lib/db/generated/enums";
import { conflict, forbidden, notFound, ProblemError } from "@/lib/errors";
import { addressReadBy, takesPart } from "@/lib/shares";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Meetings are for who cares for patients. @throws ProblemError 403 */
export const requireCare = (context: Context): UserContext =>
  requireRole(context, "CARE_PROVIDER", "DESK", "MDO_COORDINATOR");

export const meetingSelect = {
  id: true,
  seriesId: true,
  state: true,
  startsAt: true,
  durationMinutes: true,
  submitBy: true,
  accessEndsAt: true,
  closedAt: true,
  currentCaseId: true,
  currentSince: true,
  series: {
    select: {
      organizationId: true,
      title: true,
      department: true,
      region: true,
      location: true,
      accessDays: true,
      minutesPerCase: true,
      organization: { select: { name: true } },
    },
  },
} as const satisfies Prisma.MeetingSelect;

export type MeetingRow = Prisma.MeetingGetPayload<{ select: typeof meetingSelect }>;

export interface MeetingAccess {
  user: UserContext;
  meeting: MeetingRow;
  /** The highest of the roles that the person has in it. */
  role: MeetingRole;
  /** Coordinates or chairs it. */
  isLead: boolean;
  participantIds: string[];
}

const RANK: Record<MeetingRole, number> = { MEMBER: 0, COORDINATOR: 1, CHAIR: 2 };

export function highest(roles: MeetingRole[]): MeetingRole {
  return roles.reduce((best, role) => (RANK[role] > RANK[best] ? role : best), "MEMBER" as MeetingRole);
}

/** Whether the meeting is a ground to see its cases, by the clock. */
export const isGround = (
  { state, accessEndsAt }: Pick<MeetingRow, "state" | "accessEndsAt">,
  now = new Date(),
): boolean => state !== "CANCELLED" && accessEndsAt > now;

const AMENDABLE_DAYS = 30;

/**
 * Until when the chair puts signed outcomes right, also where the meeting ended everybody's access when it was closed:
 * a mistake is found afterwards. It is the outcomes that stay at hand, never the images.
 */
export function amendableUntil(
  { state, closedAt }: Pick<MeetingRow, "state" | "closedAt">,
  role: MeetingRole,
): Date | null {
  if (role !== "CHAIR" || state !== "CLOSED" || closedAt === null) return null;
  const until = new Date(closedAt.getTime() + AMENDABLE_DAYS * 86_400_000);
  return until > new Date() ? until : null;
}

/** Cases with an outcome that was signed, or that is being amended. */
export const hasSignedOutcome = {
  outcome: { OR: [{ signedAt: { not: null } }, { amendments: { some: { replacedAt: null } } }] },
} as const satisfies Prisma.MeetingCaseWhereInput;

/** @throws ProblemError 403 without a caring role, 404 for who doesn't take part */
export async function requireParticipant(
  client: Transaction,
  context: Context,
  meetingId: string,
): Promise<MeetingAccess> {
  const user = requireCare(context);
  if (!UUID.test(meetingId)) throw notFound();
  const meeting = await client.meeting.findUnique({ where: { id: meetingId }, select: meetingSelect });
  if (!meeting) throw notFound();
  const own = await client.meetingParticipant.findMany({
    where: takesPart(user.actor.userId, meeting),
    select: { id: true, role: true },
  });
  if (own.length === 0) throw notFound();
  const role = highest(own.map((each) => each.role));
  return { user, meeting, role, isLead: role !== "MEMBER", participantIds: own.map(({ id }) => id) };
}

/** Who coordinates or chairs. @throws ProblemError as above, 403 for other participants, 409 when it is over */
export async function requireLead(
  client: Transaction,
  context: Context,
  meetingId: string,
): Promise<MeetingAccess> {
  const access = await requireParticipant(client, context, meetingId);
  if (!access.isLead) throw forbidden("forbidden", "Only the coordinator or the chair can do this.");
  refuseWhenOver(access.meeting);
  return access;
}

/** @throws ProblemError 409 `meeting_over` */
export function refuseWhenOver({ state }: Pick<MeetingRow, "state">): void {
  if (state === "CLOSED" || state === "CANCELLED") throw conflict("meeting_over", "This meeting is over.");
}

/** Locks a meeting for a change of its agenda: whoever else changes it waits. */
export async function lockMeeting(transaction: Transaction, meetingId: string): Promise<void> {
  if (!UUID.test(meetingId)) throw notFound();
  await transaction.$queryRaw`SELECT id FROM "Meeting" WHERE id = ${meetingId}::uuid FOR UPDATE`;
}

const caseSelect = {
  id: true,
  meetingId: true,
  organizationId: true,
  submittedById: true,
  referrerId: true,
  patientId: true,
  patientIdentifier: true,
  version: true,
  question: true,
  pathologyNote: true,
  withdrawnAt: true,
} as const satisfies Prisma.MeetingCaseSelect;

export type LockedCase = Prisma.MeetingCaseGetPayload<{ select: typeof caseSelect }>;

export interface CaseAccess extends MeetingAccess {
  case: LockedCase;
  /** Leads, and people of the organisation that submitted it. */
  canEdit: boolean;
}

/**
 * A case as a participant sees it now.
 * @throws ProblemError 403, 404 as above; 410 `case_withdrawn` and `meeting_over` when there is no ground any more
 */
export async function requireCase(
  client: Transaction,
  context: Context,
  caseId: string,
): Promise<CaseAccess> {
  requireCare(context);
  if (!UUID.test(caseId)) throw notFound();
  const found = await client.meetingCase.findUnique({ where: { id: caseId }, select: caseSelect });
  if (!found) throw notFound();
  const access = await requireParticipant(client, context, found.meetingId);
  if (found.withdrawnAt)
    throw new ProblemError(410, "case_withdrawn", "This case was withdrawn from the meeting.");
  if (!isGround(access.meeting) && !(await isAmendable(client, access, caseId)))
    throw new ProblemError(410, "meeting_over", "This meeting is over.");
  const canEdit = access.isLead || found.organizationId === access.user.actor.organizationId;
  return { ...access, case: found, canEdit };
}

async function isAmendable(client: Transaction, { meeting, role }: MeetingAccess, id: string) {
  if (amendableUntil(meeting, role) === null) return false;
  return (await client.meetingCase.count({ where: { id, ...hasSignedOutcome } })) > 0;
}

/** For a change: locked. */
export async function requireLockedCase(
  transaction: Transaction,
  context: Context,
  caseId: string,
): Promise<CaseAccess> {
  requireCare(context);
  if (!UUID.test(caseId)) throw notFound();
  await transaction.$queryRaw`SELECT id FROM "MeetingCase" WHERE id = ${caseId}::uuid FOR UPDATE`;
  return requireCase(transaction, context, caseId);
}

/** For a change: locked, and only while the meeting isn't over. */
export async function requireOpenCase(
  transaction: Transaction,
  context: Context,
  caseId: string,
): Promise<CaseAccess> {
  const access = await requireLockedCase(transaction, context, caseId);
  refuseWhenOver(access.meeting);
  return access;
}

/** @throws ProblemError 403 for participants who neither lead nor belong to the organisation that submitted it */
export async function requireEditableCase(
  transaction: Transaction,
  context: Context,
  caseId: string,
): Promise<CaseAccess> {
  const access = await requireOpenCase(transaction, context, caseId);
  if (!access.canEdit)
    throw forbidden("forbidden", "Only who submitted this case or leads the meeting can do this.");
  return access;
}

/** @throws ProblemError 409 `changed_meanwhile`, with the version that is there now */
export function expectVersion(now: number, given: number): void {
  if (now !== given)
    throw new ProblemError(409, "changed_meanwhile", "Somebody else has changed this meanwhile.", {
      version: now,
    });
}

/** Whether the person takes part in anything: the rail shows Meetings to them. */
export async function hasMeetings(context: Context): Promise<boolean> {
  const { actor } = context;
  if (actor.kind !== "user") return false;
  if (actor.roles.includes("MDO_COORDINATOR")) return true;
  if (!actor.roles.some((role) => role === "CARE_PROVIDER" || role === "DESK")) return false;
  const found = await db.meetingParticipant.findFirst({
    where: { leftAt: null, address: addressReadBy(actor.userId) },
    select: { id: true },
  });
  return found !== null;
}
