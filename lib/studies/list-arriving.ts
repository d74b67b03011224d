import { EventCode, recordAuditAlone } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { organizationToRead } from "./access";
import type { ArrivingStudy } from "./schemas";

/** A study that got nothing for this long isn't arriving any more. */
const ARRIVING_MS = 15 * 60_000;
const MOST = 30;

/**
 * What has been coming into the own archive these minutes, the last first: for who sends an emergency on while the
 * scanner still works. Counts are those of this moment, not those of the last count.
 */
export async function listArriving(context: Context, now = new Date()): Promise<{ items: ArrivingStudy[] }> {
  const organizationId = organizationToRead(context);
  const rows = await db.study.findMany({
    where: { organizationId, lastReceivedAt: { gt: new Date(now.getTime() - ARRIVING_MS) } },
    orderBy: [{ lastReceivedAt: "desc" }, { id: "desc" }],
    take: MOST,
    select: {
      id: true,
      studyInstanceUid: true,
      description: true,
      origin: true,
      firstReceivedAt: true,
      lastReceivedAt: true,
      patient: { select: { name: true, birthDate: true, sex: true, patientIdentifier: true, bsn: true } },
      series: { select: { modality: true } },
    },
  });
  // Not Prisma's count of a relation, which counts the whole table first.
  const counts = await db.instance.groupBy({
    by: ["studyId"],
    where: { studyId: { in: rows.map(({ id }) => id) } },
    _count: true,
  });
  const countOf = new Map(counts.map(({ studyId, _count }) => [studyId, _count]));
  await noteLook(context, rows.length);
  return {
    items: rows.map(({ id, patient, series, ...row }) => ({
      studyInstanceUid: row.studyInstanceUid,
      description: row.description,
      origin: row.origin,
      modalities: [...new Set(series.map(({ modality }) => modality))].filter(Boolean),
      seriesCount: series.length,
      instanceCount: countOf.get(id) ?? 0,
      firstReceivedAt: row.firstReceivedAt.toISOString(),
      lastReceivedAt: row.lastReceivedAt.toISOString(),
      patient,
    })),
  };
}

const ONE_LOOK_MS = 10 * 60_000;
const MOST_REMEMBERED = 10_000;
const looked = new Map<string, number>();

/** The page asks every few seconds: the log has it once in ten minutes and person. */
async function noteLook(context: Context, results: number): Promise<void> {
  const { actor } = context;
  const who = actor.kind === "user" ? actor.userId : actor.kind;
  const now = Date.now();
  if (results === 0 || now - (looked.get(who) ?? 0) < ONE_LOOK_MS) return;
  if (looked.size >= MOST_REMEMBERED) looked.clear();
  looked.set(who, now);
  await recordAuditAlone(context, {
    eventCode: EventCode.query,
    action: "study.arriving-listed",
    ground: { treatmentRelation: true },
    detail: { results },
  });
}
