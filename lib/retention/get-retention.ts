import { type Context, organizationOf, requireRole } from "@/lib/context";
import { db } from "@/lib/db";
import { StudyOrigin } from "@/lib/db/generated/enums";
import { GRACE_DAYS } from "./is-over";

const SHOWN = 200;

export interface Retention {
  rules: { origin: StudyOrigin; days: number | null }[];
  graceDays: number;
  /** Studies that will go, the next one first; then those that somebody keeps. */
  studies: {
    studyInstanceUid: string;
    patientName: string;
    patientIdentifier: string;
    studyDate: string;
    description: string;
    origin: StudyOrigin;
    removeAt: string;
    isKept: boolean;
  }[];
  marked: number;
}

/** How long the actor's organisation keeps studies, and which ones go. @throws ProblemError 403 */
export async function getRetention(context: Context): Promise<Retention> {
  requireRole(context, "ADMINISTRATOR");
  return retentionOf(organizationOf(context));
}

/** For the command line. */
export async function retentionOf(organizationId: string): Promise<Retention> {
  const [rules, marks, marked] = await Promise.all([
    db.retentionRule.findMany({ where: { organizationId } }),
    db.retentionMark.findMany({
      where: { organizationId },
      orderBy: [{ keptAt: { sort: "asc", nulls: "first" } }, { removeAt: "asc" }],
      include: { study: true },
      take: SHOWN,
    }),
    db.retentionMark.count({ where: { organizationId, keptAt: null } }),
  ]);
  const days = new Map(rules.map((rule) => [rule.origin, rule.days]));
  return {
    rules: Object.values(StudyOrigin).map((origin) => ({ origin, days: days.get(origin) ?? null })),
    graceDays: GRACE_DAYS,
    studies: marks.map(({ study, removeAt, keptAt }) => ({
      studyInstanceUid: study.studyInstanceUid,
      patientName: study.patientName,
      patientIdentifier: study.patientIdentifier,
      studyDate: study.studyDate,
      description: study.description,
      origin: study.origin,
      removeAt: removeAt.toISOString(),
      isKept: keptAt !== null,
    })),
    marked,
  };
}
