import { createInflateRaw } from "node:zlib";
import { storage } from "@/lib/storage";
import type { StoredInstance } from "../stored-instance";

/** Bytes of an instance by their place as its elements count it; for ranges that mostly rise. */
export interface SourceBytes {
  read(offset: number, length: number): AsyncGenerator<Buffer>;
  close(): Promise<void>;
}

const CHUNK = 256 * 1024;

export async function openSource(instance: StoredInstance, isDeflated: boolean): Promise<SourceBytes> {
  return isDeflated ? inflatedSource(instance) : plainSource(instance);
}

async function plainSource(instance: StoredInstance): Promise<SourceBytes> {
  const object = await storage.open(instance.objectKey);
  return {
    async *read(offset, length) {
      for (let done = 0; done < length; ) {
        const buffer = Buffer.allocUnsafeSlow(Math.min(CHUNK, length - done));
        const count = await object.readInto(buffer, instance.offset + offset + done);
        if (count === 0) throw new Error("a stored object ends within a value");
        yield buffer.subarray(0, count);
        done += count;
      }
    },
    close: () => object.close(),
  };
}

/** Offsets count as if the data set were inflated in place: it is, from the beginning on, as far as needed. */
function inflatedSource(instance: StoredInstance): SourceBytes {
  let chunks: AsyncGenerator<Buffer> | undefined;
  let position = 0;
  let rest: Buffer = Buffer.alloc(0);

  async function restart(): Promise<void> {
    await chunks?.return(undefined);
    chunks = inflate(instance);
    position = instance.dataSetOffset;
    rest = Buffer.alloc(0);
  }

  async function* read(offset: number, length: number): AsyncGenerator<Buffer> {
    if (!chunks || offset < position) await restart();
    const end = offset + length;
    while (position < end) {
      if (rest.length === 0) {
        const next = await (chunks as AsyncGenerator<Buffer>).next();
        if (next.done) throw new Error("a deflated data set ends within a value");
        rest = next.value;
      }
      const from = Math.min(rest.length, Math.max(0, offset - position));
      const to = Math.min(rest.length, end - position);
      const piece = rest.subarray(from, to);
      position += to;
      rest = rest.subarray(to);
      if (piece.length > 0) yield piece;
    }
  }
  return { read, close: async () => void (await chunks?.return(undefined)) };
}

async function* inflate({
  objectKey,
  offset,
  length,
  dataSetOffset,
}: StoredInstance): AsyncGenerator<Buffer> {
  const source = storage.read(objectKey, { offset: offset + dataSetOffset, length: length - dataSetOffset });
  const inflated = source.pipe(createInflateRaw({ chunkSize: CHUNK }));
  source.once("error", (error) => inflated.destroy(error));
  try {
    for await (const chunk of inflated) yield chunk as Buffer;
  } finally {
    source.destroy();
    inflated.destroy();
  }
}
