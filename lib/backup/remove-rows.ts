import type pg from "pg";
import type { Manifest } from "./manifest";

export interface RemovedRows {
  rows: number;
  /** Objects in which the removed rows had their bytes. */
  objects: string[];
  /** Studies that lost something and are still there. */
  changedStudies: string[];
}

/**
 * Takes rows out whose bytes aren't there: those of whole studies, and those in ranges of objects. Studies and
 * patients that nothing is left of go too. Inside the caller's transaction.
 */
export async function removeRows(
  client: pg.Client,
  { deletedStudies, deletedRanges }: Pick<Manifest, "deletedStudies" | "deletedRanges">,
): Promise<RemovedRows> {
  await client.query(`
    CREATE TEMPORARY TABLE IF NOT EXISTS removed_range ("objectKey" text, "from" bigint, "to" bigint) ON COMMIT DROP;
    TRUNCATE removed_range`);
  await client.query(
    `INSERT INTO removed_range SELECT k, o, o + l FROM unnest($1::text[], $2::bigint[], $3::bigint[]) AS d(k, o, l)`,
    [
      deletedRanges.map((range) => range.objectKey),
      deletedRanges.map((range) => range.offset),
      deletedRanges.map((range) => range.length),
    ],
  );
  const whole = await removeStudies(client, "TRUE", deletedStudies);
  const overlaps = (offset: string) =>
    `EXISTS (SELECT FROM removed_range d WHERE d."objectKey" = r."objectKey"
       AND ${offset} < d."to" AND ${offset} + r."length" > d."from")`;
  const instances = await client.query<{ studyId: string; objectKey: string }>(
    `DELETE FROM "Instance" r WHERE ${overlaps('r."offset"')} RETURNING "studyId", "objectKey"`,
  );
  const documents = await client.query<{ studyId: string; objectKey: string }>(
    `DELETE FROM "StudyDocument" r WHERE ${overlaps("0")} RETURNING "studyId", "objectKey"`,
  );
  const conflicts = await client.query<{ objectKey: string }>(
    `DELETE FROM "Conflict" r WHERE ${overlaps('r."offset"')} RETURNING "objectKey"`,
  );
  const studies = [...new Set([...instances.rows, ...documents.rows].map((row) => row.studyId))];
  await client.query(
    `DELETE FROM "Series" s WHERE "studyId" = ANY($1::uuid[]) AND NOT EXISTS (SELECT FROM "Instance" WHERE "seriesId" = s.id)`,
    [studies],
  );
  const emptied = await removeStudies(
    client,
    `NOT EXISTS (SELECT FROM "Instance" WHERE "studyId" = s.id)
     AND NOT EXISTS (SELECT FROM "StudyDocument" WHERE "studyId" = s.id)`,
    studies,
  );
  const removed = [...instances.rows, ...documents.rows, ...conflicts.rows];
  return {
    rows: whole.length + removed.length,
    objects: [...new Set(removed.map((row) => row.objectKey))].sort(),
    changedStudies: studies.filter((id) => !emptied.includes(id)),
  };
}

/** @returns the ids of those that were there */
async function removeStudies(client: pg.Client, condition: string, ids: string[]): Promise<string[]> {
  const { rows } = await client.query<{ id: string; patientId: string }>(
    `DELETE FROM "Study" s WHERE id = ANY($1::uuid[]) AND ${condition} RETURNING id, "patientId"`,
    [ids],
  );
  await client.query(
    `DELETE FROM "Patient" p WHERE id = ANY($1::uuid[]) AND NOT EXISTS (SELECT FROM "Study" WHERE "patientId" = p.id)`,
    [rows.map((row) => row.patientId)],
  );
  return rows.map((row) => row.id);
}
