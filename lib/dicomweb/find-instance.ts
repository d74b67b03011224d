import type { IncomingMessage } from "node:http";
import { lookUpRows, Prisma, together } from "@/lib/db";
import { notFound } from "@/lib/errors";
import type { StoredInstance } from "@/lib/rendering";
import { showsSeries, uidFromPath } from "./data-scope";
import type { DicomWebRequest } from "./request";

type InstanceRow = { organizationId: string } & Omit<StoredInstance, "offset" | "length"> & {
    offset: bigint | string;
    length: bigint | string;
  };

interface Foreseen {
  uid: string;
  rows: Promise<InstanceRow[] | undefined>;
}

const foreseen = new WeakMap<IncomingMessage, Foreseen>();
/** Who may not read anything can make others wait no longer than for so many. */
const MOST_FORESEEN = 64;
let begun = 0;

/**
 * Begins to look where the instance of a request's path is, before it is known who asks: rights and place then take
 * one wait together. Nothing of it is used until the rights are there.
 */
export function foreseeInstance(req: IncomingMessage): void {
  if (req.headers.authorization === undefined && req.headers.cookie === undefined) return;
  const uid = /\/instances\/([0-9.]{1,64})\//.exec(req.url ?? "")?.[1];
  if (uid === undefined) return;
  if (begun >= MOST_FORESEEN) return;
  begun += 1;
  const rows = findRows(uid).finally(() => {
    begun -= 1;
  });
  // A request that is refused waits for nothing.
  rows.catch(() => undefined);
  foreseen.set(req, { uid, rows });
}

/**
 * The instance of the request's path, by one prepared statement: where its bytes are may change at any time, when
 * small objects are put together. @throws ProblemError 404 also when it lies outside the root
 */
export async function findInstance({
  req,
  scope,
  study,
  series,
  instance,
}: DicomWebRequest): Promise<StoredInstance> {
  const uid = uidFromPath(instance);
  const early = foreseen.get(req);
  const rows = await (early?.uid === uid ? early.rows : findRows(uid));
  const row = rows?.find(({ organizationId }) => organizationId === scope.organizationId);
  const isHere =
    row !== undefined &&
    row.studyInstanceUid === study &&
    row.seriesInstanceUid === series &&
    showsSeries(scope, row.studyInstanceUid, row.seriesInstanceUid);
  if (!isHere) throw notFound();
  return toStoredInstance(row);
}

export function toStoredInstance(row: Omit<InstanceRow, "organizationId">): StoredInstance {
  return { ...row, offset: Number(row.offset), length: Number(row.length) };
}

/** The instances with a UID, one in each organisation that has it. */
const findRows = together(async (uids) => {
  const rows = await lookUpRows<InstanceRow>(
    Prisma.sql`
      SELECT i."organizationId", i."id", i."studyId", i."seriesId", s."studyInstanceUid", e."seriesInstanceUid",
        i."sopInstanceUid", i."sopClassUid", i."transferSyntaxUid", i."numberOfFrames", i."hasPixelData",
        i."objectKey", i."offset", i."length", i."dataSetOffset", i."frameIndex"
      FROM "Instance" i JOIN "Series" e ON e."id" = i."seriesId" JOIN "Study" s ON s."id" = i."studyId"
      WHERE i."sopInstanceUid" = ANY(${uids}::text[])`,
    "find-instance",
  );
  return Map.groupBy(rows, ({ sopInstanceUid }) => sopInstanceUid);
});
