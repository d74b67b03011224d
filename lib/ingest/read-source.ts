/** Thrown when a file's bytes can be had but are not to be taken, with the code and reason of its report. */
export class ReadRefusal extends Error {
  override readonly name = "ReadRefusal";
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The source of the bytes failed, not what they say. */
export class SourceError extends Error {
  override readonly name = "SourceError";
  constructor(override readonly cause: unknown) {
    super("The file could not be read.");
  }
}

/** The same chunks, with the source's own failures told apart as SourceError; closes the source when left early. */
export async function* fromSource(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]();
  let isDone = false;
  try {
    while (true) {
      const next = await iterator.next().catch((error: unknown) => {
        isDone = true;
        throw new SourceError(error);
      });
      if (next.done) {
        isDone = true;
        return;
      }
      yield next.value;
    }
  } finally {
    if (!isDone) await iterator.return?.().catch(() => {});
  }
}

export async function* oneChunk(chunk: Uint8Array): AsyncGenerator<Uint8Array> {
  yield chunk;
}

export async function* joined(head: Uint8Array, body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head;
  yield* body;
}
