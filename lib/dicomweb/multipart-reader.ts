/** One part of a multipart body. `bytes` is read once, before the next part is asked for; or left, to skip it. */
export interface MultipartPart {
  /** Names in lower case. */
  headers: ReadonlyMap<string, string>;
  /** Pieces of the source's chunks. */
  bytes: AsyncIterable<Uint8Array>;
}

/** The body is not what its Content-Type says, or ends before its last boundary. */
export class MultipartError extends Error {
  override readonly name = "MultipartError";
}

const CRLF = "\r\n";
const MOST_HEADER_BYTES = 16 * 1024;
const MOST_PADDING = 256;

/**
 * Reads a multipart body (RFC 2046 5.1) as it streams past: what it holds at a time is one chunk and the length of
 * a boundary, however large the parts and however the chunks fall.
 * @param source chunks that are not reused
 * @throws MultipartError
 */
export async function* readMultipart(
  source: AsyncIterable<Uint8Array>,
  boundary: string,
): AsyncGenerator<MultipartPart> {
  const reader = new MultipartReader(source, boundary);
  try {
    if (!(await reader.skipToDelimiter())) return;
    while (await reader.beginPart()) {
      yield { headers: await reader.readHeaders(), bytes: reader.readBody() };
      await reader.skipToDelimiter();
    }
  } finally {
    await reader.close();
  }
}

class MultipartReader {
  private readonly source: AsyncIterator<Uint8Array>;
  private readonly delimiter: Buffer;
  // The first boundary may stand at the very beginning, without a line end before it.
  private buffer: Buffer = Buffer.from(CRLF);
  private isAtDelimiter = false;

  constructor(source: AsyncIterable<Uint8Array>, boundary: string) {
    this.source = source[Symbol.asyncIterator]();
    this.delimiter = Buffer.from(`${CRLF}--${boundary}`, "latin1");
  }

  /** Passes over everything up to and with the next delimiter. @throws MultipartError when there is none */
  async skipToDelimiter(): Promise<boolean> {
    for await (const _ of this.readBody()) {
      // Nothing of it is wanted.
    }
    return true;
  }

  /** After a delimiter: false when it was the last one. */
  async beginPart(): Promise<boolean> {
    this.isAtDelimiter = false;
    await this.need(2);
    if (this.buffer.subarray(0, 2).toString("latin1") === "--") return false;
    // Blanks may pad the boundary's line (RFC 2046 5.1.1).
    const end = await this.find(CRLF, MOST_PADDING);
    if (!/^[ \t]*$/.test(this.buffer.subarray(0, end).toString("latin1")))
      throw new MultipartError("A boundary is followed by something else than a line end.");
    // The line end stays: without headers it begins the empty line.
    this.buffer = this.buffer.subarray(end);
    return true;
  }

  async readHeaders(): Promise<Map<string, string>> {
    const end = await this.find(CRLF + CRLF, MOST_HEADER_BYTES);
    const text = this.buffer.subarray(0, end).toString("latin1");
    this.buffer = this.buffer.subarray(end + 4);
    const headers = new Map<string, string>();
    for (const line of text.split(CRLF)) {
      const colon = line.indexOf(":");
      if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
    }
    return headers;
  }

  /** What is left of the part's bytes. */
  async *readBody(): AsyncGenerator<Uint8Array> {
    while (!this.isAtDelimiter) {
      const at = this.buffer.indexOf(this.delimiter);
      const safe = at >= 0 ? at : this.buffer.length - this.begunDelimiter();
      const ready = this.buffer.subarray(0, safe);
      this.buffer = this.buffer.subarray(at >= 0 ? at + this.delimiter.length : safe);
      if (at >= 0) this.isAtDelimiter = true;
      if (ready.length > 0) yield ready;
      if (at < 0) await this.pull();
    }
  }

  /** How many bytes at the buffer's end may be the beginning of a delimiter: mostly none, so that nothing is copied. */
  private begunDelimiter(): number {
    const { buffer, delimiter } = this;
    let at = Math.max(0, buffer.length - delimiter.length + 1);
    for (;;) {
      at = buffer.indexOf(delimiter[0] as number, at);
      if (at < 0) return 0;
      const length = buffer.length - at;
      if (buffer.compare(delimiter, 0, length, at) === 0) return length;
      at += 1;
    }
  }

  async close(): Promise<void> {
    await this.source.return?.();
  }

  private async find(text: string, most: number): Promise<number> {
    for (;;) {
      const at = this.buffer.indexOf(text, 0, "latin1");
      if (at >= 0 && at <= most) return at;
      if (at >= 0 || this.buffer.length > most) throw new MultipartError("A part's header is too long.");
      await this.pull();
    }
  }

  private async need(length: number): Promise<void> {
    while (this.buffer.length < length) await this.pull();
  }

  private async pull(): Promise<void> {
    const next = await this.source.next();
    if (next.done) throw new MultipartError("The body ends before its last boundary.");
    const { buffer, byteOffset, byteLength } = next.value;
    this.buffer =
      this.buffer.length === 0
        ? Buffer.from(buffer, byteOffset, byteLength)
        : Buffer.concat([this.buffer, next.value]);
  }
}

/** The `boundary` and `type` of a Content-Type; undefined when it is not multipart/related with a boundary. */
export function parseMultipartType(
  contentType: string,
): { boundary: string; type: string | undefined } | undefined {
  const [mediaType = "", ...rest] = contentType.split(";");
  if (mediaType.trim().toLowerCase() !== "multipart/related") return undefined;
  const parameters = new Map<string, string>();
  for (const match of rest.join(";").matchAll(/([\w-]+)\s*=\s*(?:"([^"]*)"|([^\s;]+))/g))
    parameters.set((match[1] ?? "").toLowerCase(), match[2] ?? match[3] ?? "");
  const boundary = parameters.get("boundary") ?? "";
  // RFC 2046: 1 to 70 characters.
  if (boundary.length < 1 || boundary.length > 70) return undefined;
  return { boundary, type: parameters.get("type")?.toLowerCase() };
}
