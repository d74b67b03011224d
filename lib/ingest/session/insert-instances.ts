import { Prisma, queryRows } from "@/lib/db";
import type { InstanceRow, RowToStore } from "./instance-row";

const TYPES = {
  id: "uuid",
  organizationId: "uuid",
  studyId: "uuid",
  seriesId: "uuid",
  sopInstanceUid: "text",
  sopClassUid: "text",
  transferSyntaxUid: "text",
  instanceNumber: "int",
  rows: "int",
  columns: "int",
  bitsAllocated: "int",
  numberOfFrames: "int",
  hasPixelData: "boolean",
  objectKey: "text",
  offset: "bigint",
  length: "bigint",
  dataSetOffset: "int",
  dataSetSha256: "bytea",
  crc32: "bigint",
  frameIndex: "bytea",
  metadata: "text",
  verifiedAt: "timestamptz",
} satisfies Record<keyof InstanceRow, string>;

const COLUMNS = Object.keys(TYPES) as (keyof InstanceRow)[];
const NAMES = COLUMNS.map((column) => `"${column}"`).join(", ");
/** Types of what stands behind the row's own columns. */
const CHECKS = ["text", "uuid"];

/**
 * Inserts rows of instances whose study and series are there, in one statement and so in one transaction. Like
 * everything that adds to a study it holds the study's lock, here shared: several may add at a time, none while the
 * study is deleted or counted. Marks the studies for a new count.
 * @returns the SOP Instance UIDs that were inserted. Left out: those that are there already, and those whose study
 * has another patient now
 * @throws when a study or series is gone, with nothing inserted
 */
export async function insertInstances(rows: RowToStore[]): Promise<Set<string>> {
  const values = rows.flatMap(({ row, studyInstanceUid, patientId }) => [
    ...COLUMNS.map((column) => row[column]),
    studyInstanceUid,
    patientId,
  ]);
  const stored = await queryRows<{ sopInstanceUid: string }>(
    Prisma.sql(statement(rows.length), ...values),
    `insert-instances-${rows.length}`,
  );
  return new Set(stored.map(({ sopInstanceUid }) => sopInstanceUid));
}

const statements = new Map<number, string[]>();

/** The pieces of the statement for so many rows: a value stands between each two. */
function statement(count: number): string[] {
  const known = statements.get(count);
  if (known) return known;
  const types = [...COLUMNS.map((column) => TYPES[column]), ...CHECKS];
  const tuple = `(${types.map((type) => `?::${type}`).join(", ")})`;
  // The locks are taken first, in the order of the UIDs (lib/studies/study-lock.ts): the rows are joined to them.
  const text = `
    WITH given (${NAMES}, "studyInstanceUid", "patientId") AS (VALUES ${Array(count).fill(tuple).join(", ")}),
    locked AS MATERIALIZED (
      SELECT "studyId", pg_advisory_xact_lock_shared(hashtextextended(key, 0))
      FROM (SELECT DISTINCT "studyId", 'study:' || "organizationId" || ':' || "studyInstanceUid" AS key
            FROM given ORDER BY key) keys),
    stored AS (
      INSERT INTO "Instance" (${NAMES})
      SELECT ${COLUMNS.map((column) => `given."${column}"`).join(", ")}
      FROM given JOIN locked USING ("studyId")
      JOIN "Study" s ON s.id = given."studyId" AND s."patientId" = given."patientId"
      ON CONFLICT DO NOTHING
      RETURNING "studyId", "sopInstanceUid"),
    marked AS (
      INSERT INTO "StudyRecount" ("studyId") SELECT DISTINCT "studyId" FROM stored ON CONFLICT DO NOTHING)
    SELECT "sopInstanceUid" FROM stored`;
  const pieces = text.split("?");
  statements.set(count, pieces);
  return pieces;
}
