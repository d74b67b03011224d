import { Prisma, queryRows } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { scopeCondition } from "@/lib/studies";
import { queryScope, uidFromPath } from "./data-scope";
import type { DicomWebRequest } from "./request";

/** Which instances a path names within its root: s Study, e Series, i Instance. */
export function instancesOfPath({ scope, study, series, instance }: DicomWebRequest): Prisma.Sql {
  const conditions = [
    scopeCondition(queryScope(scope), "series"),
    Prisma.sql`s."studyInstanceUid" = ${uidFromPath(study)}`,
  ];
  if (series !== undefined) conditions.push(Prisma.sql`e."seriesInstanceUid" = ${uidFromPath(series)}`);
  if (instance !== undefined) conditions.push(Prisma.sql`i."sopInstanceUid" = ${uidFromPath(instance)}`);
  return Prisma.join(conditions, " AND ");
}

export const FROM_INSTANCES = Prisma.raw(
  `"Study" s JOIN "Series" e ON e."studyId" = s."id" JOIN "Instance" i ON i."seriesId" = e."id"`,
);

/** The same order as searches give, with the row's id as the last word. */
export const INSTANCE_ORDER = Prisma.raw(
  `e."seriesNumber" NULLS LAST, e."id", i."instanceNumber" NULLS LAST, i."id"`,
);

/** The instances of a path in order, id by id, so that their rows can be read in pages. @throws ProblemError 404 */
export async function listInstanceIds(request: DicomWebRequest): Promise<string[]> {
  const rows = await queryRows<{ id: string }>(Prisma.sql`
    SELECT i."id" FROM ${FROM_INSTANCES} WHERE ${instancesOfPath(request)} ORDER BY ${INSTANCE_ORDER}`);
  if (rows.length === 0) throw notFound();
  return rows.map(({ id }) => id);
}
