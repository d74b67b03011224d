import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { ResponseSink, type StoredObject } from "@/lib/storage";
import type { Piece } from "./send-buffered";

/** One multipart/related answer (RFC 2387, PS3.18 8.6.1.2.1), written part by part with back-pressure. */
export class MultipartWriter {
  readonly boundary = `beeldbrug-${randomUUID()}`;
  private sink: ResponseSink | undefined;
  private isFirst = true;

  constructor(
    private readonly res: ServerResponse,
    private readonly mediaType: string,
  ) {}

  /** Length of one part with these headers and a body of `length` bytes; `close` counts apart. */
  partOverhead(headers: Record<string, string>, isFirst: boolean): number {
    return Buffer.byteLength(this.partHead(headers, isFirst));
  }

  get closeLength(): number {
    return Buffer.byteLength(this.close());
  }

  /** A whole answer of parts whose bodies are in storage, as text and places. */
  pieces(headers: Record<string, string>, bodies: { offset: number; length: number }[][]): Piece[] {
    return [...bodies.flatMap((body, at) => [this.partHead(headers, at === 0), ...body]), this.close()];
  }

  /** Writes the head alone; the body is somebody else's. */
  head(headers: Record<string, string | number> = {}): void {
    this.res.writeHead(200, {
      "content-type": `multipart/related; type="${this.mediaType}"; boundary=${this.boundary}`,
      "cache-control": "private, no-cache",
      vary: "Accept",
      ...headers,
    });
  }

  start(headers: Record<string, string | number> = {}): void {
    this.head(headers);
    this.sink = new ResponseSink(this.res);
  }

  async part(headers: Record<string, string>, body: Uint8Array): Promise<void> {
    await this.beginPart(headers);
    await this.opened.write(body);
  }

  /** A body that is made while it is sent; a chunk may be reused when the next one is asked for. */
  async partOf(headers: Record<string, string>, body: AsyncIterable<Uint8Array>): Promise<void> {
    await this.beginPart(headers);
    for await (const chunk of body) await this.opened.write(chunk);
  }

  async partFrom(
    headers: Record<string, string>,
    object: StoredObject,
    ranges: { offset: number; length: number }[],
  ): Promise<void> {
    await this.beginPart(headers);
    for (const range of ranges) await this.opened.copy(object, range);
  }

  async end(): Promise<void> {
    await this.opened.write(this.close());
    await this.opened.finish();
  }

  private async beginPart(headers: Record<string, string>): Promise<void> {
    await this.opened.write(this.partHead(headers, this.isFirst));
    this.isFirst = false;
  }

  private get opened(): ResponseSink {
    if (!this.sink) throw new Error("the answer has not been started");
    return this.sink;
  }

  private partHead(headers: Record<string, string>, isFirst: boolean): string {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    return `${isFirst ? "" : "\r\n"}--${this.boundary}\r\n${lines.join("")}\r\n`;
  }

  private close(): string {
    return `\r\n--${this.boundary}--\r\n`;
  }
}
