import { parentPort } from "node:worker_threads";
import { decodePixels } from "./decode-pixels";
import type { DecodedFrame, FrameDescription, RenderedFrame, Window } from "./frame-description";
import { renderPixels } from "./render-pixels";

/** One frame to decode, and to render when `render` is there. */
export interface WorkerTask {
  bytes: Uint8Array;
  frame: FrameDescription;
  render?: { window?: Window };
}

export type WorkerAnswer = { decoded: DecodedFrame } | { rendered: RenderedFrame } | { failure: string };

/** A thread says first that it has loaded what it needs. */
export type WorkerMessage = "ready" | WorkerAnswer;

parentPort?.on("message", async ({ bytes, frame, render }: WorkerTask) => {
  try {
    const decoded = await decodePixels(bytes, frame);
    if (render) answer({ rendered: renderPixels(decoded, frame, render.window) });
    else answer({ decoded });
  } catch (error) {
    answer({ failure: error instanceof Error ? error.message : String(error) });
  }
});
say("ready");

function answer(message: WorkerAnswer): void {
  const bytes =
    "rendered" in message ? message.rendered.bytes : "decoded" in message ? message.decoded.bytes : undefined;
  // Ownership moves with the message; a view into a larger buffer is copied instead.
  const isWhole = bytes?.byteLength === bytes?.buffer.byteLength;
  say(message, bytes && isWhole ? [bytes.buffer as ArrayBuffer] : []);
}

function say(message: WorkerMessage, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}
