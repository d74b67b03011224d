import { db } from "@/lib/db";
import type { OutgoingInstance } from "@/lib/forwarding";
import { transcodeInstance } from "@/lib/rendering";
import { giveBuffer, storage, takeBuffer } from "@/lib/storage";
import type { DataSetToSend } from "./upper-layer/message-writer";

export type { OutgoingInstance };

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
    storedInstanceId: row.id,
  };
}

/** A stored instance in Explicit VR Little Endian. @throws ProblemError when its pixels can't be decoded */
export async function explicitForm(instanceId: string): Promise<DataSetToSend> {
  const { study, series, ...row } = await db.instance.findUniqueOrThrow({
    where: { id: instanceId },
    include: {
      study: { select: { studyInstanceUid: true } },
      series: { select: { seriesInstanceUid: true } },
    },
    omit: { metadata: true },
  });
  const { dataSet, dataSetLength } = await transcodeInstance({
    ...row,
    ...study,
    ...series,
    offset: Number(row.offset),
    length: Number(row.length),
  });
  return { bytes: dataSet(), length: dataSetLength };
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
