import { type Context, requireRole } from "@/lib/context";
import { db, Prisma } from "@/lib/db";
import { forbidden } from "@/lib/errors";
import { everyWeek } from "./every-week";
import { Figures, FiguresInput, type WeekFigures } from "./schemas";

/** As reminders have it: what rests longer than this before it is opened was late. */
const LATE = Prisma.sql`CASE s."priority" WHEN 'EMERGENCY' THEN interval '10 minutes'
  WHEN 'URGENT' THEN interval '4 hours' ELSE interval '48 hours' END`;

/**
 * Volumes, times and what stayed lying: of the own organisation for its coordinators, desks and administrators, of all
 * organisations for the operator. Counts of organisations, nothing about a patient or a person.
 * @throws ProblemError 403
 */
export async function getFigures(context: Context, input: FiguresInput): Promise<Figures> {
  const { from, to, scope } = FiguresInput.parse(input);
  const user = requireRole(context, "DESK", "MDO_COORDINATOR", "ADMINISTRATOR", "OPERATOR");
  const isInstallation = scope === "installation";
  if (isInstallation && !user.actor.roles.includes("OPERATOR")) throw forbidden();
  if (!isInstallation && user.actor.roles.every((role) => role === "OPERATOR")) throw forbidden();
  const own = isInstallation ? null : user.actor.organizationId;
  const within = (column: Prisma.Sql) =>
    Prisma.sql`${column} >= ${from}::date::timestamp AT TIME ZONE 'Europe/Amsterdam'
      AND ${column} < (${to}::date + 1)::timestamp AT TIME ZONE 'Europe/Amsterdam'`;
  const isOwn = (column: Prisma.Sql) =>
    own === null ? Prisma.sql`TRUE` : Prisma.sql`${column} = ${own}::uuid`;
  const [weeks, sent, received, made, held, bsn] = await Promise.all([
    weeksOf(within, isOwn),
    partnersOf("sent", within, isOwn),
    // Of the whole installation every sending has two ends: one is enough.
    isInstallation ? [] : partnersOf("received", within, isOwn),
    requestsOf("made", within, isOwn),
    isInstallation ? [] : requestsOf("held", within, isOwn),
    bsnOf(within, isOwn),
  ]);
  return Figures.parse({
    from,
    to,
    weeks: everyWeek(weeks, from, to),
    partners: [...sent, ...received],
    requests: [...made, ...held],
    bsn,
  });
}

type Within = (column: Prisma.Sql) => Prisma.Sql;
type IsOwn = (column: Prisma.Sql) => Prisma.Sql;

const weekOf = (column: Prisma.Sql) =>
  Prisma.sql`to_char(date_trunc('week', ${column} AT TIME ZONE 'Europe/Amsterdam'), 'YYYY-MM-DD')`;

function weeksOf(within: Within, isOwn: IsOwn): Promise<WeekFigures[]> {
  const sentAt = Prisma.sql`s."createdAt"`;
  const askedAt = Prisma.sql`q."createdAt"`;
  return db.$queryRaw`
    SELECT week, sum(sent)::int AS sent, sum(received)::int AS received, sum(made)::int AS "requestsMade",
      sum(held)::int AS "requestsHeld"
    FROM (
      -- What lies before a meeting has no recipient: it is in no table of partners either.
      SELECT ${weekOf(sentAt)} AS week, 1 AS sent, 0 AS received, 0 AS made, 0 AS held FROM "Share" s
      WHERE ${within(sentAt)} AND ${isOwn(Prisma.sql`s."organizationId"`)}
        AND s."state" <> 'PREPARING' AND s."meetingCaseId" IS NULL
      UNION ALL
      SELECT ${weekOf(sentAt)}, 0, 1, 0, 0 FROM "Share" s
      WHERE ${within(sentAt)} AND s."state" <> 'PREPARING' AND EXISTS (
        SELECT 1 FROM "ShareRecipient" r JOIN "Address" a ON a."id" = r."addressId"
        WHERE r."shareId" = s."id" AND ${isOwn(Prisma.sql`a."organizationId"`)})
      UNION ALL
      SELECT ${weekOf(askedAt)}, 0, 0, 1, 0 FROM "ImageRequest" q
      WHERE ${within(askedAt)} AND ${isOwn(Prisma.sql`q."organizationId"`)}
      UNION ALL
      SELECT ${weekOf(askedAt)}, 0, 0, 0, 1 FROM "ImageRequest" q
      WHERE ${within(askedAt)} AND ${isOwn(Prisma.sql`q."holderOrganizationId"`)}
    ) AS happened
    GROUP BY week ORDER BY week`;
}

function partnersOf(direction: "sent" | "received", within: Within, isOwn: IsOwn): Promise<object[]> {
  const isSent = direction === "sent";
  const sentAt = Prisma.sql`s."createdAt"`;
  // From when the recipient could have opened it: a share that waited for its images isn't late for that.
  const since = Prisma.sql`coalesce(r."notifiedAt", greatest(s."createdAt", r."createdAt"))`;
  return db.$queryRaw`
    SELECT ${direction} AS direction, partner."name" AS organization, count(*)::int AS shares,
      count(r."openedAt")::int AS opened,
      count(*) FILTER (WHERE r."openedAt" IS NULL AND r."declinedAt" IS NULL)::int AS unopened,
      count(r."declinedAt")::int AS declined,
      count(*) FILTER (WHERE r."declinedAt" IS NULL AND coalesce(r."openedAt", now()) > ${since} + ${LATE})::int AS late,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM r."openedAt" - ${sentAt}))::float8 AS "openMedian",
      percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM r."openedAt" - ${sentAt}))::float8 AS "openP90"
    FROM "ShareRecipient" r JOIN "Share" s ON s."id" = r."shareId" JOIN "Address" a ON a."id" = r."addressId"
    JOIN "Organization" partner ON partner."id" = ${isSent ? Prisma.sql`a."organizationId"` : Prisma.sql`s."organizationId"`}
    WHERE ${within(sentAt)} AND s."state" <> 'PREPARING'
      AND ${isOwn(isSent ? Prisma.sql`s."organizationId"` : Prisma.sql`a."organizationId"`)}
    GROUP BY partner."id", partner."name" ORDER BY shares DESC, partner."name"`;
}

function requestsOf(direction: "made" | "held", within: Within, isOwn: IsOwn): Promise<object[]> {
  const isMade = direction === "made";
  return db.$queryRaw`
    SELECT ${direction} AS direction, partner."name" AS organization, count(*)::int AS requests,
      count(*) FILTER (WHERE q."state" = 'ANSWERED')::int AS answered,
      count(*) FILTER (WHERE q."state" = 'DECLINED')::int AS declined,
      count(*) FILTER (WHERE q."state" = 'OPEN')::int AS open,
      count(*) FILTER (WHERE q."state" <> 'WITHDRAWN' AND coalesce(q."closedAt", now()) > q."neededBy")::int AS late,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY q."leadSeconds")
        FILTER (WHERE q."state" = 'ANSWERED')::float8 AS "answerMedian",
      percentile_cont(0.9) WITHIN GROUP (ORDER BY q."leadSeconds")
        FILTER (WHERE q."state" = 'ANSWERED')::float8 AS "answerP90"
    FROM "ImageRequest" q
    JOIN "Organization" partner
      ON partner."id" = ${isMade ? Prisma.sql`q."holderOrganizationId"` : Prisma.sql`q."organizationId"`}
    WHERE ${within(Prisma.sql`q."createdAt"`)}
      AND ${isOwn(isMade ? Prisma.sql`q."organizationId"` : Prisma.sql`q."holderOrganizationId"`)}
    GROUP BY partner."id", partner."name" ORDER BY requests DESC, partner."name"`;
}

/** How many of the studies that came in carry a BSN: only valid ones are kept with a study. */
function bsnOf(within: Within, isOwn: IsOwn): Promise<object[]> {
  return db.$queryRaw`
    SELECT t."origin"::text AS origin, count(*)::int AS studies, count(p."bsn")::int AS "withBsn"
    FROM "Study" t JOIN "Patient" p ON p."id" = t."patientId"
    WHERE ${within(Prisma.sql`t."firstReceivedAt"`)} AND ${isOwn(Prisma.sql`t."organizationId"`)}
    GROUP BY t."origin" ORDER BY studies DESC, origin`;
}
