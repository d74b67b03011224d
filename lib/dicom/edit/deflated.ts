import { Deflate } from "fflate";
import { InflateStream } from "../inflate-stream";
import { DEFAULT_LIMITS } from "../scan-limits";

/** A deflated file with its data set inflated in place: how elements' offsets count in it (PS3.5 A.5). */
export async function* inflateFrom(
  source: AsyncIterable<Uint8Array>,
  dataSetOffset: number,
): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const inflater = new InflateStream(DEFAULT_LIMITS.inflate, (bytes) => ready.push(bytes));
  let at = 0;
  for await (const chunk of source) {
    const head = Math.min(chunk.length, Math.max(0, dataSetOffset - at));
    if (head > 0) yield chunk.subarray(0, head);
    at += chunk.length;
    inflater.push(chunk.subarray(head));
    yield* ready;
    ready = [];
  }
  inflater.end();
  yield* ready;
}

/** The other way round; padded to even length (PS3.5 A.5). */
export async function* deflateFrom(
  source: AsyncIterable<Uint8Array>,
  dataSetOffset: number,
): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  let written = 0;
  const deflater = new Deflate((bytes) => {
    written += bytes.length;
    ready.push(bytes);
  });
  let at = 0;
  for await (const chunk of source) {
    const head = Math.min(chunk.length, Math.max(0, dataSetOffset - at));
    if (head > 0) yield chunk.subarray(0, head);
    at += chunk.length;
    if (chunk.length > head) deflater.push(chunk.slice(head));
    yield* ready;
    ready = [];
  }
  deflater.push(new Uint8Array(0), true);
  yield* ready;
  if (written % 2 === 1) yield new Uint8Array(1);
}
