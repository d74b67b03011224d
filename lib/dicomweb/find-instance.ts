import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import type { StoredInstance } from "@/lib/rendering";
import { showsSeries, uidFromPath } from "./data-scope";
import type { DicomWebRequest } from "./request";

/** How long a row may be reused: a multi-frame object is asked for frame by frame. */
const FRESH_MS = 1000;
const MOST_KEPT = 256;
const recent = new Map<string, { instance: StoredInstance | undefined; readAt: number }>();

/** The instance of the request's path. @throws ProblemError 404 also when it lies outside the root */
export async function findInstance({
  scope,
  study,
  series,
  instance,
}: DicomWebRequest): Promise<StoredInstance> {
  const found = await lookUp(scope.organizationId, uidFromPath(instance));
  const isHere =
    found !== undefined &&
    found.studyInstanceUid === study &&
    found.seriesInstanceUid === series &&
    showsSeries(scope, found.studyInstanceUid, found.seriesInstanceUid);
  if (!isHere) throw notFound();
  return found;
}

async function lookUp(organizationId: string, sopInstanceUid: string): Promise<StoredInstance | undefined> {
  const key = `${organizationId}|${sopInstanceUid}`;
  const kept = recent.get(key);
  if (kept && Date.now() - kept.readAt < FRESH_MS) return kept.instance;
  const [row] = await db.$queryRaw<InstanceRow[]>`
    SELECT i."id", i."studyId", i."seriesId", s."studyInstanceUid", e."seriesInstanceUid", i."sopInstanceUid",
      i."sopClassUid", i."transferSyntaxUid", i."numberOfFrames", i."hasPixelData", i."objectKey", i."offset",
      i."length", i."dataSetOffset", i."frameIndex"
    FROM "Instance" i JOIN "Series" e ON e."id" = i."seriesId" JOIN "Study" s ON s."id" = i."studyId"
    WHERE i."organizationId" = ${organizationId}::uuid AND i."sopInstanceUid" = ${sopInstanceUid}`;
  const instance = row && toStoredInstance(row);
  recent.delete(key);
  if (recent.size >= MOST_KEPT) recent.delete(recent.keys().next().value as string);
  recent.set(key, { instance, readAt: Date.now() });
  return instance;
}

type InstanceRow = Omit<StoredInstance, "offset" | "length"> & { offset: bigint; length: bigint };

export function toStoredInstance(row: InstanceRow): StoredInstance {
  return { ...row, offset: Number(row.offset), length: Number(row.length) };
}
