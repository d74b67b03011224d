import { deflateFrom, inflateFrom } from "./deflated";
import { type Coercion, planCoercion } from "./plan-coercion";
import { scanHead } from "./scan-head";
import { applySplices, growth } from "./splice";

/** A file in its new form: header rewritten, everything else byte for byte as it was, in the same transfer syntax. */
export interface CoercedInstance {
  /** false: nothing had to be changed, and the bytes are those of the source. */
  isChanged: boolean;
  length: number;
  dataSetOffset: number;
  bytes(): AsyncIterable<Uint8Array>;
}

/**
 * Puts local values in a Part 10 file that can be read more than once; only its header is held in memory.
 * @param open reads the whole file from its beginning; a reading may be left early
 * @throws DicomError
 */
export async function coerceInstance(
  { open, length }: { open(): AsyncIterable<Uint8Array>; length: number },
  coercion: Coercion,
): Promise<CoercedInstance> {
  const head = await scanHead(open());
  const splices = planCoercion(head, coercion);
  const { dataSetOffset, isDeflated } = head;
  const isChanged = splices.length > 0;
  if (!isChanged) return { isChanged, length, dataSetOffset, bytes: open };
  if (!isDeflated)
    return {
      isChanged,
      length: length + growth(splices),
      dataSetOffset,
      bytes: () => applySplices(open(), splices),
    };
  const bytes = () => deflateFrom(applySplices(inflateFrom(open(), dataSetOffset), splices), dataSetOffset);
  return { isChanged, length: await lengthOf(bytes()), dataSetOffset, bytes };
}

/** How long a deflated data set gets is known only once it has been deflated. */
async function lengthOf(bytes: AsyncIterable<Uint8Array>): Promise<number> {
  let length = 0;
  for await (const chunk of bytes) length += chunk.length;
  return length;
}
