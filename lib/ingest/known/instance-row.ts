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

/** In one order for every statement that inserts rows. */
export const INSTANCE_COLUMN_TYPES = {
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

export const INSTANCE_COLUMNS = Object.keys(INSTANCE_COLUMN_TYPES) as (keyof InstanceRow)[];

/** The row, and what must still be true of its study for it to be inserted. */
export interface RowToStore {
  row: InstanceRow;
  studyInstanceUid: string;
  patientId: string;
}

export function rowToStore(known: KnownSeries, pending: PendingInstance): RowToStore {
  const place = { organizationId: known.organizationId, studyId: known.study.id, seriesId: known.seriesId };
  return {
    row: rowOf(place, pending),
    studyInstanceUid: pending.read.identity.studyInstanceUid,
    patientId: known.patient.id,
  };
}

export function rowOf(
  place: Pick<InstanceRow, "organizationId" | "studyId" | "seriesId">,
  { read, writer, offset, length, dataSetSha256, crc32 }: PendingInstance,
): InstanceRow {
  return {
    ...read.instance,
    ...place,
    id: uuidv7(),
    objectKey: writer.key,
    offset,
    length,
    dataSetSha256,
    crc32,
    verifiedAt: new Date(),
  };
}
