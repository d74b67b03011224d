import { uuidv7 } from "@/lib/db";
import type { PendingInstance } from "../pending-instance";
import type { InstanceHeader } from "../read-instance";
import type { KnownSeries } from "./known-series";

/** A row of "Instance" as it is inserted, `receivedAt` apart. */
export interface InstanceRow extends InstanceHeader {
  id: string;
  organizationId: string;
  studyId: string;
  seriesId: string;
  objectKey: string;
  offset: number;
  length: number;
  dataSetSha256: Uint8Array;
  crc32: number;
  verifiedAt: Date;
}

/** The row, and what must still be true of its study for it to be inserted. */
export interface RowToStore {
  row: InstanceRow;
  studyInstanceUid: string;
  patientId: string;
}

export function rowOf(known: KnownSeries, pending: PendingInstance): RowToStore {
  const { read, writer, offset, length, dataSetSha256, crc32 } = pending;
  return {
    studyInstanceUid: read.identity.studyInstanceUid,
    patientId: known.patient.id,
    row: {
      ...read.instance,
      id: uuidv7(),
      organizationId: known.organizationId,
      studyId: known.study.id,
      seriesId: known.seriesId,
      objectKey: writer.key,
      offset,
      length,
      dataSetSha256,
      crc32,
      verifiedAt: new Date(),
    },
  };
}
