import type { HttpClient } from "./http-client";
import type { ImageStore } from "./image-store";
import { type BenchStudy, sizeOf } from "./studies";

const BOUNDARY = "bench-boundary";
const HEAD = Buffer.from(`--${BOUNDARY}\r\nContent-Type: application/dicom\r\n\r\n`);
const CRLF = Buffer.from("\r\n");
const END = Buffer.from(`--${BOUNDARY}--\r\n`);

/** Stores files by one request (PS3.18 10.5). @throws when the answer doesn't list each of them as stored */
export async function stow(client: HttpClient, store: ImageStore, files: Uint8Array[][]): Promise<void> {
  const { body } = await client.ask({
    method: "POST",
    path: `${store.root}/studies`,
    headers: {
      "content-type": `multipart/related; type="application/dicom"; boundary=${BOUNDARY}`,
      accept: "application/dicom+json",
    },
    body: [...files.flatMap((parts) => [HEAD, ...parts, CRLF]), END],
  });
  const answer = JSON.parse(body.toString()) as Record<string, { Value?: unknown[] }>;
  const stored = answer["00081199"]?.Value?.length ?? 0;
  if (stored !== files.length) throw new Error(`${store.name} stored ${stored} of ${files.length}`);
}

const BATCH_BYTES = 24_000_000;

export async function load(client: HttpClient, store: ImageStore, study: BenchStudy): Promise<void> {
  const inBatch = Math.max(1, Math.floor(BATCH_BYTES / sizeOf(study.file(0))));
  for (let at = 0; at < study.sopInstanceUids.length; at += inBatch) {
    const count = Math.min(inBatch, study.sopInstanceUids.length - at);
    await stow(
      client,
      store,
      Array.from({ length: count }, (_, offset) => study.file(at + offset)),
    );
  }
}
