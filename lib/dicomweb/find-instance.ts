import { lookUpRows, Prisma, together } from "@/lib/db";
import { notFound } from "@/lib/errors";
import type { StoredInstance } from "@/lib/rendering";
import { showsSeries, uidFromPath } from "./data-scope";
import type { DicomWebRequest } from "./request";

type InstanceRow = { organizationId?: string } & Omit<StoredInstance, "offset" | "length"> & {
    offset: bigint | string;
    length: bigint | string;
  };

/**
 * The instance of the request's path, by one prepared statement: where its bytes are may change at any time, when
 * small objects are put together. @throws ProblemError 404 also when it lies outside the root
 */
export async function findInstance({
  scope,
  study,
  series,
  instance,
}: DicomWebRequest): Promise<StoredInstance> {
  const row = await findRow(`${scope.organizationId}|${uidFromPath(instance)}`);
  const isHere =
    row !== undefined &&
    row.studyInstanceUid === study &&
    row.seriesInstanceUid === series &&
    showsSeries(scope, row.studyInstanceUid, row.seriesInstanceUid);
  if (!isHere) throw notFound();
  return toStoredInstance(row);
}

export function toStoredInstance(row: InstanceRow): StoredInstance {
  return { ...row, offset: Number(row.offset), length: Number(row.length) };
}

const findRow = together(async (keys) => {
  const organizations = [...new Set(keys.map((key) => key.split("|")[0] as string))];
  const uids = keys.map((key) => key.split("|")[1] as string);
  const rows = await lookUpRows<InstanceRow & { organizationId: string }>(
    Prisma.sql`
      SELECT i."organizationId", i."id", i."studyId", i."seriesId", s."studyInstanceUid", e."seriesInstanceUid",
        i."sopInstanceUid", i."sopClassUid", i."transferSyntaxUid", i."numberOfFrames", i."hasPixelData",
        i."objectKey", i."offset", i."length", i."dataSetOffset", i."frameIndex"
      FROM "Instance" i JOIN "Series" e ON e."id" = i."seriesId" JOIN "Study" s ON s."id" = i."studyId"
      WHERE i."organizationId" = ANY(${organizations}::uuid[]) AND i."sopInstanceUid" = ANY(${uids}::text[])`,
    "find-instance",
  );
  return new Map(rows.map((row) => [`${row.organizationId}|${row.sopInstanceUid}`, row]));
});
