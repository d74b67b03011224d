import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { DicomError, Part10Scanner } from "@/lib/dicom";
import { giveBuffer, type StoredObject, takeBuffer } from "@/lib/storage";
import type { StoredRow } from "./stored-rows";

/** What is wrong with stored bytes: the object isn't there, ends too early, or holds other bytes. */
export type Damage = "MISSING" | "SHORT" | "CRC32" | "SHA256";

/**
 * Reads a row's bytes and holds them against its length, CRC-32 and SHA-256. Each chunk goes to `onChunk` too,
 * which must not keep it.
 * @returns what is wrong, or nothing
 */
export async function checkBytes(
  object: StoredObject,
  row: StoredRow,
  onChunk?: (chunk: Uint8Array) => Promise<void>,
): Promise<Damage | undefined> {
  const hash = createHash("sha256");
  const scanner =
    row.dataSetOffset === undefined
      ? new Part10Scanner({ onDataSetBytes: (chunk) => hash.update(chunk) })
      : undefined;
  const buffer = takeBuffer();
  let crc = 0;
  try {
    for (let done = 0; done < row.length; ) {
      const wanted = buffer.subarray(0, Math.min(buffer.length, row.length - done));
      const count = await object.readInto(wanted, row.offset + done);
      if (count === 0) return "SHORT";
      const chunk = wanted.subarray(0, count);
      if (row.crc32 !== undefined) crc = crc32(chunk, crc);
      if (scanner) scanner.write(chunk);
      else hash.update(chunk.subarray(Math.min(count, Math.max(0, (row.dataSetOffset ?? 0) - done))));
      await onChunk?.(chunk);
      done += count;
    }
    scanner?.end();
  } catch (error) {
    // Bytes that can't even be read as DICOM any more.
    if (error instanceof DicomError) return "SHA256";
    throw error;
  } finally {
    giveBuffer(buffer);
  }
  if (row.crc32 !== undefined && crc !== row.crc32) return "CRC32";
  return Buffer.compare(hash.digest(), row.sha256) === 0 ? undefined : "SHA256";
}
