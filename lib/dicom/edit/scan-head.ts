import { Part10Scanner, type ScannedHead } from "../scan-part10";

// Longer texts than this in an old character set can't be turned into UTF-8.
const LIMITS = { maxValueBytes: 1024 * 1024 };

/** Reads a file as far as its pixel data; what comes after isn't asked for. @throws DicomError */
export async function scanHead(bytes: AsyncIterable<Uint8Array>): Promise<ScannedHead> {
  const scanner = new Part10Scanner({ limits: LIMITS, requireIdentity: false });
  for await (const chunk of bytes) {
    scanner.write(chunk);
    if (scanner.head) return scanner.head;
  }
  const { dataSet, layout, dataSetOffset, isDeflated, pixelData } = scanner.end();
  const ends = [...dataSet.elements.values(), ...(dataSet.repeated ?? [])].map(
    ({ offset, length }) => offset + length,
  );
  const end = pixelData?.start ?? ends.reduce((last, each) => Math.max(last, each), dataSetOffset);
  return { dataSet, layout, dataSetOffset, isDeflated, end, ...(pixelData && { pixelData }) };
}
