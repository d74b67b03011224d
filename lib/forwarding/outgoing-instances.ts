import { db, type Transfer } from "@/lib/db";
import { type Coercion, coerceInstance, firstLookOrder, type Place } from "@/lib/dicom";
import { storage } from "@/lib/storage";
import { coercionOf } from "./coercion";
import type { OutgoingInstance } from "./protocol";

const instanceSelect = {
  id: true,
  sopClassUid: true,
  sopInstanceUid: true,
  transferSyntaxUid: true,
  objectKey: true,
  offset: true,
  length: true,
  dataSetOffset: true,
} as const;

export interface StoredInstance {
  id: string;
  sopClassUid: string;
  sopInstanceUid: string;
  transferSyntaxUid: string;
  objectKey: string;
  offset: bigint;
  length: bigint;
  dataSetOffset: number;
}

const AT_ONCE = 500;

/** What a transfer has yet to move, by series and number. Rows are read again some at a time: a study may be large. */
export async function* pendingInstances(transferId: string): AsyncGenerator<StoredInstance> {
  const rows = await db.transferInstance.findMany({
    where: { transferId, state: "PENDING", instance: { isNot: null } },
    orderBy: [
      { instance: { seriesId: "asc" } },
      { instance: { instanceNumber: "asc" } },
      { sopInstanceUid: "asc" },
    ],
    select: { instanceId: true },
  });
  const inOrder = (await isUrgent(transferId)) ? await firstLooksFirst(rows) : rows;
  for (let at = 0; at < inOrder.length; at += AT_ONCE) {
    const ids = inOrder.slice(at, at + AT_ONCE).flatMap(({ instanceId }) => instanceId ?? []);
    const found = await db.instance.findMany({ where: { id: { in: ids } }, select: instanceSelect });
    const byId = new Map(found.map((instance) => [instance.id, instance]));
    for (const id of ids) {
      const instance = byId.get(id);
      if (instance) yield instance;
    }
  }
}

/** An emergency of the study's is open: whoever waits for it has the first looks first. */
async function isUrgent(transferId: string): Promise<boolean> {
  const urgent = await db.transfer.count({
    where: {
      id: transferId,
      OR: [
        { share: { priority: "EMERGENCY" } },
        { study: { shares: { some: { share: { priority: "EMERGENCY", state: "SENT" } } } } },
      ],
    },
  });
  return urgent > 0;
}

async function firstLooksFirst<Row extends { instanceId: string | null }>(rows: Row[]): Promise<Row[]> {
  const ids = rows.flatMap(({ instanceId }) => instanceId ?? []);
  const places = await db.$queryRaw<(Place & { id: string })[]>`
    SELECT i."id"::text AS id, i."seriesId"::text AS series, i."instanceNumber" AS number,
      position('"LOCALIZER"' IN i."metadata") > 0 AS "isScout"
    FROM "Instance" i WHERE i."id" = ANY(${ids}::uuid[])`;
  const placeOf = new Map(places.map(({ id, ...place }) => [id, place]));
  return firstLookOrder(
    rows,
    ({ instanceId }) => placeOf.get(instanceId ?? "") ?? { series: "", number: null, isScout: false },
  );
}

/** The whole stored file, from its beginning each time. */
export const openStored =
  ({ objectKey, offset, length }: StoredInstance) =>
  (): AsyncIterable<Uint8Array> =>
    storage.read(objectKey, { offset: Number(offset), length: Number(length) });

/**
 * Instances as they go out: as stored, or with local values in the place of foreign ones. One that can't be read
 * is told to `onUnreadable` and left out.
 */
export async function* outgoingInstances(
  transfer: Transfer,
  onUnreadable: (sopInstanceUid: string, reason: string) => Promise<void>,
): AsyncGenerator<OutgoingInstance> {
  const coercion = await coercionOf(transfer);
  for await (const instance of pendingInstances(transfer.id)) {
    try {
      yield coercion ? await coerced(instance, coercion) : asStored(instance);
    } catch (error) {
      await onUnreadable(instance.sopInstanceUid, (error as Error).message);
    }
  }
}

function asStored(instance: StoredInstance): OutgoingInstance {
  const { id, sopClassUid, sopInstanceUid, transferSyntaxUid, objectKey, dataSetOffset } = instance;
  const place = {
    offset: Number(instance.offset) + dataSetOffset,
    length: Number(instance.length) - dataSetOffset,
  };
  return {
    sopClassUid,
    sopInstanceUid,
    transferSyntaxUid,
    dataSetLength: place.length,
    dataSet: () => storage.read(objectKey, place),
    storedInstanceId: id,
  };
}

async function coerced(instance: StoredInstance, coercion: Coercion): Promise<OutgoingInstance> {
  const result = await coerceInstance(
    { open: openStored(instance), length: Number(instance.length) },
    coercion,
  );
  if (!result.isChanged) return asStored(instance);
  const { sopClassUid, sopInstanceUid, transferSyntaxUid } = instance;
  return {
    sopClassUid,
    sopInstanceUid,
    transferSyntaxUid,
    dataSetLength: result.length - result.dataSetOffset,
    dataSet: () => from(result.bytes(), result.dataSetOffset),
  };
}

/** Bytes after the first so many. */
async function* from(source: AsyncIterable<Uint8Array>, offset: number): AsyncGenerator<Uint8Array> {
  let at = 0;
  for await (const chunk of source) {
    const skipped = Math.min(chunk.length, Math.max(0, offset - at));
    at += chunk.length;
    if (skipped < chunk.length) yield chunk.subarray(skipped);
  }
}
