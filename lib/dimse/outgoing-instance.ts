import { db } from "@/lib/db";
import { type StoredInstance, transcodeInstance } from "@/lib/rendering";
import { giveBuffer, storage, takeBuffer } from "@/lib/storage";

/** An instance to be sent: what is said of it beforehand, and its data set (without File Meta) when it is due. */
export interface OutgoingInstance {
  sopClassUid: string;
  sopInstanceUid: string;
  /** In which `dataSet` is encoded. */
  transferSyntaxUid: string;
  /** Bytes of `dataSet`. */
  dataSetLength: number;
  /** A chunk is only valid until the next one is asked for. */
  dataSet(): AsyncIterable<Uint8Array>;
  /** The same in Explicit VR Little Endian, for who doesn't take `transferSyntaxUid`. @throws when it can't be had */
  explicitLittleEndian?(): Promise<{ bytes: AsyncIterable<Uint8Array>; length: number }>;
}

export interface StoredBytes {
  objectKey: string;
  offset: number | bigint;
  length: number | bigint;
  dataSetOffset: number;
}

/** A stored instance, by its row. */
export function outgoingInstance(
  row: StoredBytes &
    Pick<OutgoingInstance, "sopClassUid" | "sopInstanceUid" | "transferSyntaxUid"> & { id: string },
): OutgoingInstance {
  const { sopClassUid, sopInstanceUid, transferSyntaxUid } = row;
  return {
    sopClassUid,
    sopInstanceUid,
    transferSyntaxUid,
    dataSetLength: Number(row.length) - row.dataSetOffset,
    dataSet: () => storedDataSet(row),
    explicitLittleEndian: async () => {
      const { dataSet, dataSetLength } = await transcodeInstance(await storedInstance(row.id));
      return { bytes: dataSet(), length: dataSetLength };
    },
  };
}

async function storedInstance(id: string): Promise<StoredInstance> {
  const { study, series, ...row } = await db.instance.findUniqueOrThrow({
    where: { id },
    include: {
      study: { select: { studyInstanceUid: true } },
      series: { select: { seriesInstanceUid: true } },
    },
    omit: { metadata: true },
  });
  return { ...row, ...study, ...series, offset: Number(row.offset), length: Number(row.length) };
}

/** The data set of a stored instance as it was received, after preamble and File Meta. */
export async function* storedDataSet({
  objectKey,
  offset,
  length,
  dataSetOffset,
}: StoredBytes): AsyncGenerator<Uint8Array> {
  const end = Number(offset) + Number(length);
  const object = await storage.open(objectKey);
  const buffer = takeBuffer();
  try {
    for (let at = Number(offset) + dataSetOffset; at < end; ) {
      const count = await object.readInto(buffer.subarray(0, Math.min(buffer.length, end - at)), at);
      if (count === 0) throw new Error("a stored object ends before its instance does");
      yield buffer.subarray(0, count);
      at += count;
    }
  } finally {
    giveBuffer(buffer);
    await object.close();
  }
}
