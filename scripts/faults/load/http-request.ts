import http from "node:http";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Progress } from "./progress";

const SLICE_BYTES = 16 * 1024;
const LIMIT_MILLISECONDS = 60_000;

export interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

interface Outgoing {
  port: number;
  method: string;
  path: string;
  token: string;
  headers?: Record<string, string | number>;
  body?: Buffer;
  progress?: Progress;
}

/** One request on a connection of its own, its body in small writes. @throws what the network did, without an answer */
export function send({ port, method, path, token, headers, body, progress }: Outgoing): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let answered: (() => void) | undefined;
    const request = http.request({
      host: "127.0.0.1",
      port,
      method,
      path,
      agent: false,
      headers: { ...headers, authorization: `Bearer ${token}`, "content-length": body?.length ?? 0 },
    });
    request.setTimeout(LIMIT_MILLISECONDS, () => request.destroy(new Error("no answer within a minute")));
    request.once("error", reject);
    request.once("response", (response) => {
      answered?.();
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("error", reject);
      response.once("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
        }),
      );
    });
    void writeBody(request, body, progress).then(() => {
      if (!request.destroyed) answered = progress?.addWhole();
    });
  });
}

async function writeBody(request: http.ClientRequest, body?: Buffer, progress?: Progress): Promise<void> {
  for (let at = 0; body && at < body.length && !request.destroyed; at += SLICE_BYTES) {
    const slice = body.subarray(at, at + SLICE_BYTES);
    const isTaken = await new Promise<boolean>((resolve) => {
      request.write(slice, (error) => resolve(!error));
    });
    if (!isTaken) return;
    progress?.add(slice.length);
    await nextTurn();
  }
  request.end();
}
