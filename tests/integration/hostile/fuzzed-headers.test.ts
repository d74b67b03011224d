import { expect, it } from "vitest";
import { DicomError, frameRanges, Part10Scanner } from "@/lib/dicom";
import { readInstance } from "@/lib/ingest/read-instance";
import { hostileFile } from "@/tests/support/hostile-instances";
import { fc } from "../../support/fast-check";

/** Everything that happens to a file's header before its row is written. */
function read(file: Uint8Array, chunk: number) {
  const scanner = new Part10Scanner();
  for (let at = 0; at < file.length; at += chunk) scanner.write(file.subarray(at, at + chunk));
  const scanned = scanner.end();
  return scanned.identity && { scanned, row: readInstance(scanned, scanned.identity) };
}

it("reads what is wrong in any way, or refuses it with a code", { timeout: 180_000 }, () => {
  let taken = 0;
  fc.assert(
    fc.property(hostileFile, fc.constantFrom(1, 7, 64, 5000), (file, chunk) => {
      try {
        const found = read(file, chunk);
        if (!found) return;
        taken += 1;
        const { row, scanned } = found;
        // A small file doesn't become large: neither by what it repeats nor by what it claims to have.
        expect(row.instance.metadata.length).toBeLessThan(20_000 + 40 * file.length);
        expect(row.instance.frameIndex?.length ?? 0).toBeLessThan(1_000 + 40 * file.length);
        expect(() => JSON.parse(row.instance.metadata)).not.toThrow();
        if (scanned.isDeflated || !row.instance.frameIndex) return;
        for (const frame of [1, row.instance.numberOfFrames]) {
          for (const { offset, length } of frameRanges(row.instance.frameIndex, frame)) {
            expect(offset).toBeGreaterThanOrEqual(0);
            expect(offset + length).toBeLessThanOrEqual(file.length);
          }
        }
      } catch (error) {
        if (!(error instanceof DicomError)) throw error;
      }
    }),
    { numRuns: 1500 },
  );
  // Files that are all refused at their beginning would show nothing.
  expect(taken).toBeGreaterThan(200);
});
