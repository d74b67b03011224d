import type pg from "pg";
import type { Manifest } from "./manifest";

export interface LeftOut {
  leftOut: number;
  /** Studies that lost something and are still there. */
  changedStudies: string[];
}

/** Takes the rows out whose bytes were deleted while the backup was made; inside the caller's transaction. */
export async function removeDeletedRows(
  client: pg.Client,
  { deletedStudies, deletedRanges }: Manifest,
): Promise<LeftOut> {
  await client.query(
    `CREATE TEMPORARY TABLE deleted_range ("objectKey" text, "from" bigint, "to" bigint) ON COMMIT DROP`,
  );
  await client.query(
    `INSERT INTO deleted_range SELECT k, o, o + l FROM unnest($1::text[], $2::bigint[], $3::bigint[]) AS d(k, o, l)`,
    [
      deletedRanges.map((range) => range.objectKey),
      deletedRanges.map((range) => range.offset),
      deletedRanges.map((range) => range.length),
    ],
  );
  const goneStudies = await client.query<{ patientId: string }>(
    `DELETE FROM "Study" WHERE id = ANY($1::uuid[]) RETURNING "patientId"`,
    [deletedStudies],
  );
  await client.query(
    `DELETE FROM "Patient" p WHERE id = ANY($1::uuid[]) AND NOT EXISTS (SELECT FROM "Study" WHERE "patientId" = p.id)`,
    [goneStudies.rows.map((row) => row.patientId)],
  );
  const overlaps = (offset: string) =>
    `EXISTS (SELECT FROM deleted_range d WHERE d."objectKey" = r."objectKey"
       AND ${offset} < d."to" AND ${offset} + r."length" > d."from")`;
  const instances = await client.query<{ studyId: string }>(
    `DELETE FROM "Instance" r WHERE ${overlaps('r."offset"')} RETURNING "studyId"`,
  );
  const documents = await client.query<{ studyId: string }>(
    `DELETE FROM "StudyDocument" r WHERE ${overlaps("0")} RETURNING "studyId"`,
  );
  const conflicts = await client.query(`DELETE FROM "Conflict" r WHERE ${overlaps('r."offset"')}`);
  await client.query(
    `DELETE FROM "Series" s WHERE "studyId" = ANY($1::uuid[]) AND NOT EXISTS (SELECT FROM "Instance" WHERE "seriesId" = s.id)`,
    [instances.rows.map((row) => row.studyId)],
  );
  return {
    leftOut: [goneStudies, instances, documents, conflicts].reduce(
      (sum, each) => sum + (each.rowCount ?? 0),
      0,
    ),
    changedStudies: [...new Set([...instances.rows, ...documents.rows].map((row) => row.studyId))],
  };
}
