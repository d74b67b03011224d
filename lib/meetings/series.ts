import { EventCode, recordAudit } from "@/lib/audit";
import { type Context, requireRole, type UserContext } from "@/lib/context";
import { db, type Transaction } from "@/lib/db";
import { forbidden, notFound, unprocessable } from "@/lib/errors";
import { announce } from "@/lib/live";
import { addressReadBy, moveMeetingShares } from "@/lib/shares";
import { requireCare } from "./access";
import { momentOf, wallDate } from "./dates";
import { planDates } from "./plan-meetings";
import { SaveSeriesInput, type Series } from "./schemas";
import { seriesInclude, viewSeries } from "./series-view";
import { timesOf } from "./times";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The series that the person takes part in, or that a coordinator's organisation holds. */
export async function listSeries(context: Context): Promise<{ items: Series[] }> {
  const user = requireCare(context);
  const series = await db.meetingSeries.findMany({
    where: { endedAt: null, participants: { some: ownSeriesPart(user) } },
    include: seriesInclude(user.actor.userId),
    orderBy: { title: "asc" },
  });
  return { items: series.map(viewSeries) };
}

const ownSeriesPart = (user: UserContext) => ({
  leftAt: null,
  meetingId: null,
  address: addressReadBy(user.actor.userId),
});

/** @throws ProblemError 404 for who takes part in no meeting of it, or only as a guest */
export async function getSeries(context: Context, seriesId: string): Promise<Series> {
  const user = requireCare(context);
  const series = UUID.test(seriesId)
    ? await db.meetingSeries.findFirst({
        where: { id: seriesId, participants: { some: ownSeriesPart(user) } },
        include: seriesInclude(user.actor.userId),
      })
    : null;
  if (!series) throw notFound();
  return viewSeries(series);
}

/** Who coordinates or chairs a series, locked for a change. @throws ProblemError 404, 403 */
export async function requireSeriesLead(
  transaction: Transaction,
  context: Context,
  seriesId: string,
): Promise<{ user: UserContext; series: { id: string; organizationId: string } }> {
  const user = requireCare(context);
  if (!UUID.test(seriesId)) throw notFound();
  await transaction.$queryRaw`SELECT id FROM "MeetingSeries" WHERE id = ${seriesId}::uuid FOR UPDATE`;
  const series = await transaction.meetingSeries.findFirst({
    where: { id: seriesId, participants: { some: ownSeriesPart(user) } },
    select: {
      id: true,
      organizationId: true,
      participants: { where: ownSeriesPart(user), select: { role: true } },
    },
  });
  if (!series) throw notFound();
  if (series.participants.every(({ role }) => role === "MEMBER"))
    throw forbidden("forbidden", "Only the coordinator or the chair can do this.");
  return { user, series };
}

/**
 * Begins a series; who does coordinates it, by the own address in the book.
 * @throws ProblemError 403 for who is no coordinator, 422 `no_own_address`
 */
export async function createSeries(context: Context, input: SaveSeriesInput): Promise<Series> {
  const user = requireRole(context, "MDO_COORDINATOR");
  const settings = SaveSeriesInput.parse(input);
  const { organizationId, userId } = user.actor;
  const id = await db.$transaction(async (transaction) => {
    const address = await transaction.address.findFirst({
      where: { isListed: true, kind: "PRACTITIONER", accounts: { some: { userId } } },
      select: { id: true },
      orderBy: { id: "asc" },
    });
    if (!address)
      throw unprocessable("no_own_address", "You have no address of your own in the address book yet.");
    const series = await transaction.meetingSeries.create({
      data: {
        ...settings,
        organizationId,
        createdById: userId,
        participants: { create: { addressId: address.id, role: "COORDINATOR" } },
      },
    });
    await planDates(transaction, series);
    await recordSeries(transaction, context, series, "meeting-series.created");
    return series.id;
  });
  return getSeries(context, id);
}

/** Changes a series and its coming meetings; what was planned at another time moves only when the rule changed. */
export async function editSeries(
  context: Context,
  seriesId: string,
  input: SaveSeriesInput,
): Promise<Series> {
  const settings = SaveSeriesInput.parse(input);
  await db.$transaction(async (transaction) => {
    const { series } = await requireSeriesLead(transaction, context, seriesId);
    const before = await transaction.meetingSeries.findUniqueOrThrow({ where: { id: series.id } });
    const after = await transaction.meetingSeries.update({ where: { id: series.id }, data: settings });
    const hasOtherDates =
      before.frequency !== after.frequency ||
      before.firstDate !== after.firstDate ||
      before.startTime !== after.startTime;
    const coming = await transaction.meeting.findMany({
      where: { seriesId: series.id, state: "PLANNED", startsAt: { gt: new Date() } },
      select: { id: true, startsAt: true, cases: { select: { id: true } } },
    });
    for (const meeting of coming) {
      // Nobody has submitted anything: the rule makes it anew.
      if (hasOtherDates && meeting.cases.length === 0) {
        await transaction.meeting.delete({ where: { id: meeting.id } });
        continue;
      }
      const times = timesOf(after, meeting.startsAt);
      await transaction.meeting.update({ where: { id: meeting.id }, data: times });
      await moveMeetingShares(
        transaction,
        meeting.cases.map(({ id }) => id),
        times.accessEndsAt,
      );
    }
    await planDates(transaction, after);
    await recordSeries(transaction, context, series, "meeting-series.changed");
    for (const { id } of coming) await announce(transaction, { topic: `meeting:${id}`, meetingId: id });
  });
  return getSeries(context, seriesId);
}

/** A meeting at a date of its own. @throws ProblemError 422 `date_in_past`, `already_planned` */
export async function addMeeting(
  context: Context,
  seriesId: string,
  { date, startTime }: { date: string; startTime?: string },
): Promise<{ meetingId: string; date: string }> {
  return db.$transaction(async (transaction) => {
    const { series } = await requireSeriesLead(transaction, context, seriesId);
    const rule = await transaction.meetingSeries.findUniqueOrThrow({ where: { id: series.id } });
    const startsAt = momentOf(date, startTime ?? rule.startTime);
    if (startsAt <= new Date()) throw unprocessable("date_in_past", "This date is over.");
    const same = await transaction.meeting.findUnique({
      where: { seriesId_startsAt: { seriesId: series.id, startsAt } },
      select: { id: true },
    });
    if (same) throw unprocessable("already_planned", "There is a meeting at this time already.");
    const meeting = await transaction.meeting.create({
      data: { seriesId: series.id, ...timesOf(rule, startsAt) },
    });
    await recordSeries(transaction, context, series, "meeting.planned", { meetingId: meeting.id });
    return { meetingId: meeting.id, date: wallDate(startsAt) };
  });
}

export function recordSeries(
  transaction: Transaction,
  context: Context,
  series: { id: string; organizationId: string },
  action: string,
  detail: Record<string, string> = {},
): Promise<void> {
  return recordAudit(transaction, context, {
    eventCode: EventCode.applicationActivity,
    action,
    organizations: [series.organizationId],
    object: { type: "meeting-series", id: series.id },
    purpose: "MDO",
    detail,
  });
}
