import { Prisma, queryRowsOnce } from "@/lib/db";
import { INSTANCE_COLUMN_TYPES, INSTANCE_COLUMNS, type RowToStore } from "./instance-row";

const NAMES = INSTANCE_COLUMNS.map((column) => `"${column}"`).join(", ");
/** Types of what stands behind the row's own columns. */
const CHECKS = ["text", "uuid"];

// A column comes as an array: the statement is the same for any number of rows. The locks are taken first, in the
// order of the UIDs (lib/studies/study-lock.ts): the rows are joined to them.
const PIECES = `
  WITH given (${NAMES}, "studyInstanceUid", "patientId") AS (
    SELECT * FROM unnest(${[...Object.values(INSTANCE_COLUMN_TYPES), ...CHECKS].map((type) => `?::${type}[]`).join(", ")})),
  locked AS MATERIALIZED (
    SELECT "studyId", pg_advisory_xact_lock_shared(hashtextextended(key, 0))
    FROM (SELECT DISTINCT "studyId", 'study:' || "organizationId" || ':' || "studyInstanceUid" AS key
          FROM given ORDER BY key) keys),
  stored AS (
    INSERT INTO "Instance" (${NAMES})
    SELECT ${INSTANCE_COLUMNS.map((column) => `given."${column}"`).join(", ")}
    FROM given JOIN locked USING ("studyId")
    JOIN "Study" s ON s.id = given."studyId" AND s."patientId" = given."patientId"
    ON CONFLICT DO NOTHING
    RETURNING "studyId", "sopInstanceUid"),
  marked AS (
    INSERT INTO "StudyRecount" ("studyId") SELECT DISTINCT "studyId" FROM stored ON CONFLICT DO NOTHING)
  SELECT "sopInstanceUid" FROM stored`.split("?");

/**
 * Inserts rows of instances whose study and series are there, in one statement and so in one transaction. Like
 * everything that adds to a study it holds the study's lock, here shared: several may add at a time, none while the
 * study is deleted or counted. Marks the studies for a new count.
 * @param rows no two with one SOP Instance UID: nobody could say which of them was inserted
 * @param durable their bytes; the transaction is committed after that, so that no row is there without its bytes
 * @returns the SOP Instance UIDs that were inserted. Left out: those that are there already, and those whose study
 * has another patient now
 * @throws when a study or series is gone, and what `durable` throws, with nothing inserted
 */
export async function insertInstances(rows: RowToStore[], durable: Promise<unknown>): Promise<Set<string>> {
  const values = [
    ...INSTANCE_COLUMNS.map((column) => rows.map(({ row }) => row[column])),
    rows.map(({ studyInstanceUid }) => studyInstanceUid),
    rows.map(({ patientId }) => patientId),
  ];
  const stored = await queryRowsOnce<{ sopInstanceUid: string }>(
    Prisma.sql(PIECES, ...values),
    "insert-instances",
    durable,
  );
  return new Set(stored.map(({ sopInstanceUid }) => sopInstanceUid));
}
