import { failureOf } from "../data/failure";
import { followTransfer } from "../data/line-speed";
import { FrameError } from "./frame-error";

/** One frame as it is stored. */
export type FrameBytes = { bytes: Uint8Array<ArrayBuffer>; transferSyntaxUid: string };

/** A frame that brings no byte for this long is given up. */
const STALL_LIMIT_MS = 30_000;
/** One part, not multipart: the body is the frame itself (PS3.18 8.7.3.5). */
const ACCEPT = "application/octet-stream; transfer-syntax=*";
const EXPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";

/** The server's own decoders, where the browser's have failed. */
const DECODED = `application/octet-stream; transfer-syntax=${EXPLICIT_LITTLE_ENDIAN}`;

const early = new Map<string, Promise<FrameBytes>>();
/** Who leaves before the renderer is there leaves a frame behind that nobody asks for. */
const MOST_EARLY = 2;

/** Starts to fetch a frame before the renderer is there to ask for it; `fetchFrame` then takes what has come. */
export function fetchFrameEarly(url: string): void {
  if (early.has(url)) return;
  const promise = fetchNow(url, "high");
  promise.catch(() => early.delete(url));
  early.set(url, promise);
  const [oldest] = early.keys();
  if (early.size > MOST_EARLY && oldest) early.delete(oldest);
}

/** @throws FrameError */
export function fetchFrame(url: string, priority: RequestPriority): Promise<FrameBytes> {
  const started = early.get(url);
  early.delete(url);
  return started ?? fetchNow(url, priority);
}

/** The frame without compression. @throws FrameError, where the server can't decode it either */
export function fetchDecodedFrame(url: string): Promise<FrameBytes> {
  return fetchNow(url, "high", DECODED);
}

async function fetchNow(url: string, priority: RequestPriority, accept = ACCEPT): Promise<FrameBytes> {
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stillComing = () => {
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(), STALL_LIMIT_MS);
  };
  stillComing();
  try {
    const response = await fetch(url, { headers: { Accept: accept }, signal: abort.signal, priority });
    const transfer = followTransfer();
    if (!response.ok) throw await refusal(response);
    const syntax = /transfer-syntax="?([0-9.]+)/.exec(response.headers.get("content-type") ?? "")?.[1];
    const bytes = await readAll(response, (count) => {
      stillComing();
      transfer.came(count);
    });
    return { bytes, transferSyntaxUid: syntax ?? EXPLICIT_LITTLE_ENDIAN };
  } catch (error) {
    if (error instanceof FrameError) throw error;
    throw new FrameError(abort.signal.aborted ? "timeout" : "network");
  } finally {
    clearTimeout(timer);
  }
}

async function refusal(response: Response): Promise<FrameError> {
  const problem = (await response.json().catch(() => null)) as { code?: unknown } | null;
  const code = typeof problem?.code === "string" ? problem.code : undefined;
  if (response.status === 406 || response.status === 415) return new FrameError("unsupported-syntax");
  return new FrameError(failureOf(response.status, code), String(response.status));
}

/** The whole body, with a sign of life for each piece of it. */
async function readAll(
  response: Response,
  onPiece: (bytesSoFar: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const length = Number(response.headers.get("content-length"));
  const reader = response.body?.getReader();
  if (!reader || !Number.isSafeInteger(length) || length <= 0 || response.headers.has("content-encoding"))
    return new Uint8Array(await response.arrayBuffer());
  const whole = new Uint8Array(length);
  let at = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (at + value.length > length) throw new FrameError("decode", "more bytes than announced");
    whole.set(value, at);
    at += value.length;
    onPiece(at);
  }
  if (at < length) throw new FrameError("network");
  return whole;
}
