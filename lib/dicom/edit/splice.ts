import type { Tag } from "../tags";

/** At `offset`, `remove` bytes make way for `bytes`. `tag` orders what is put in at the same place. */
export interface Splice {
  offset: number;
  remove: number;
  bytes: Uint8Array;
  tag: Tag;
}

/** In the order in which a stream meets them; they must not overlap. */
export function inOrder(splices: Splice[]): Splice[] {
  return splices.sort((a, b) => a.offset - b.offset || a.remove - b.remove || a.tag - b.tag);
}

/** By how many bytes the result is longer. */
export function growth(splices: readonly Splice[]): number {
  return splices.reduce((sum, { bytes, remove }) => sum + bytes.length - remove, 0);
}

/** Bytes with the splices put in; chunks of the source are passed on as they are wherever nothing changes. */
export async function* applySplices(
  source: AsyncIterable<Uint8Array>,
  splices: readonly Splice[],
): AsyncGenerator<Uint8Array> {
  let index = 0;
  let at = 0;
  let removeUntil = 0;
  for await (const chunk of source) {
    const end = at + chunk.length;
    for (let position = at; position < end; ) {
      const next = splices[index];
      if (next?.offset === position) {
        if (next.bytes.length > 0) yield next.bytes;
        removeUntil = position + next.remove;
        index += 1;
      } else if (position < removeUntil) {
        position = Math.min(removeUntil, end);
      } else {
        const until = Math.min(end, next?.offset ?? end);
        yield chunk.subarray(position - at, until - at);
        position = until;
      }
    }
    at = end;
  }
  for (const { bytes } of splices.slice(index)) yield bytes;
}
