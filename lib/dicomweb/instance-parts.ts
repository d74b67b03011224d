import { lookUpRows, Prisma, queryRows } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { type StoredInstance, transcodeInstance } from "@/lib/rendering";
import { borrowObject, ObjectMissingError } from "@/lib/storage";
import { toStoredInstance } from "./find-instance";
import { FROM_INSTANCES, INSTANCE_ORDER, instancesOfPath } from "./granted-instances";
import type { MultipartWriter } from "./multipart-writer";
import type { DicomWebRequest } from "./request";

/** Where the bytes of one instance of an answer are. */
export interface InstancePlace {
  id: string;
  transferSyntaxUid: string;
  objectKey: string;
  offset: number;
  length: number;
}

const PLACE = Prisma.raw(
  `i."id", i."transferSyntaxUid", i."objectKey", i."offset"::float8, i."length"::float8`,
);

/** The instances of a path, in the order of searches. @throws ProblemError 404 */
export async function placesOfPath(request: DicomWebRequest): Promise<InstancePlace[]> {
  const rows = await queryRows<InstancePlace>(Prisma.sql`
    SELECT ${PLACE} FROM ${FROM_INSTANCES} WHERE ${instancesOfPath(request)} ORDER BY ${INSTANCE_ORDER}`);
  if (rows.length === 0) throw notFound();
  return rows;
}

/** One part with the stored bytes; an instance may have been moved since its place was read. */
export async function writeStored(
  writer: MultipartWriter,
  headers: Record<string, string>,
  place: InstancePlace,
): Promise<void> {
  const object = await borrowObject(place.objectKey).catch(async (error: unknown) => {
    if (!(error instanceof ObjectMissingError)) throw error;
    const [moved] = await queryRows<InstancePlace>(
      Prisma.sql`SELECT ${PLACE} FROM "Instance" i WHERE i."id" = ${place.id}::uuid`,
    );
    if (!moved) throw error;
    Object.assign(place, moved);
    return borrowObject(moved.objectKey);
  });
  try {
    await writer.partFrom(headers, object, [place]);
  } finally {
    await object.close();
  }
}

/** One part in Explicit VR Little Endian, made while it is sent. */
export async function writeTranscoded(
  writer: MultipartWriter,
  headers: Record<string, string>,
  instance: StoredInstance,
): Promise<void> {
  const { fileMeta, dataSet } = await transcodeInstance(instance);
  await writer.partOf(headers, chunksOf(fileMeta, dataSet()));
}

async function* chunksOf(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}

/** What transcoding needs of an instance that is known by its place. */
export async function storedInstance({ id }: InstancePlace): Promise<StoredInstance> {
  const [row] = await lookUpRows<Parameters<typeof toStoredInstance>[0]>(
    Prisma.sql`
      SELECT i."id", i."studyId", i."seriesId", s."studyInstanceUid", e."seriesInstanceUid", i."sopInstanceUid",
        i."sopClassUid", i."transferSyntaxUid", i."numberOfFrames", i."hasPixelData", i."objectKey", i."offset",
        i."length", i."dataSetOffset", i."frameIndex"
      FROM ${FROM_INSTANCES} WHERE i."id" = ${id}::uuid`,
    "instance-by-id",
  );
  if (!row) throw notFound();
  return toStoredInstance(row);
}
