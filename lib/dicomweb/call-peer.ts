import http from "node:http";
import https from "node:https";
import { isIP } from "node:net";
import type { OutgoingPeer } from "@/lib/peers";

/** Why a peer's DICOMweb services didn't do what was asked; codes are stable, screens translate them. */
export class StowError extends Error {
  override readonly name = "StowError";
  constructor(
    readonly code: string,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }

  static fromStatus(status: number): StowError {
    const code =
      status === 401 || status === 403
        ? "NOT_AUTHORIZED"
        : status === 404 || status === 405 || (status >= 300 && status < 400)
          ? "NO_SUCH_SERVICE"
          : status === 429 || status === 503
            ? "BUSY"
            : "REFUSED";
    return new StowError(code, `the peer answered HTTP status ${status}`);
  }
}

export interface PeerAnswer {
  status: number;
  /** The body, as far as we read answers. */
  text: string;
}

interface Call {
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  /** A chunk may be reused once the next one is asked for. */
  body?: AsyncIterable<Uint8Array>;
  signal: AbortSignal;
}

const MOST_ANSWER_BYTES = 8 * 1024 * 1024;
const SILENCE_MS = 120_000;

/**
 * One request to a peer's DICOMweb services, to the address that was looked at: the name is not resolved again,
 * and redirections are not followed.
 * @throws StowError
 */
export async function callPeer(peer: OutgoingPeer, path: string, call: Call): Promise<PeerAnswer> {
  const { signal, body, headers = {}, method = "GET" } = call;
  signal.throwIfAborted();
  const url = new URL(`${peer.stowUrl}${path}`);
  const family = isIP(peer.address);
  const options: https.RequestOptions = {
    method,
    headers: {
      accept: "application/dicom+json",
      ...headers,
      ...(peer.authorization && { authorization: peer.authorization }),
    },
    // Node asks for one address or for all of them.
    lookup: (_, { all }, done) =>
      all ? done(null, [{ address: peer.address, family }]) : done(null, peer.address, family),
    signal,
    timeout: SILENCE_MS,
    agent: false,
  };
  const request = (url.protocol === "https:" ? https : http).request(url, options);
  request.on("timeout", () => request.destroy(new StowError("TIMEOUT", "the peer is silent")));
  request.on("socket", (socket) => socket.setNoDelay(true));
  const answer = readAnswer(request);
  // Whatever goes wrong while writing shows in the answer, or in there being none.
  answer.catch(() => {});
  try {
    if (await writeBody(request, body)) request.end();
    return await answer;
  } catch (error) {
    signal.throwIfAborted();
    request.destroy();
    if (error instanceof StowError) throw error;
    throw new StowError("UNREACHABLE", `${url.host} can't be reached: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** false when the peer has answered, or gone, before it had everything. */
async function writeBody(
  request: http.ClientRequest,
  body: AsyncIterable<Uint8Array> | undefined,
): Promise<boolean> {
  if (!body) return true;
  const over = new Promise<false>((resolve) => {
    for (const event of ["response", "close"]) request.once(event, () => resolve(false));
  });
  for await (const chunk of body) {
    const isWritten = new Promise<boolean>((resolve) => request.write(chunk, (error) => resolve(!error)));
    if (!(await Promise.race([isWritten, over]))) return false;
  }
  return true;
}

function readAnswer(request: http.ClientRequest): Promise<PeerAnswer> {
  return new Promise((resolve, reject) => {
    request.once("error", reject);
    request.once("response", async (response) => {
      try {
        const chunks: Buffer[] = [];
        let length = 0;
        for await (const chunk of response) {
          length += chunk.length;
          if (length > MOST_ANSWER_BYTES) throw new StowError("BAD_ANSWER", "the answer is too long");
          chunks.push(chunk);
        }
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8") });
      } catch (error) {
        reject(error);
      } finally {
        // An answer that came early leaves a body half sent: this connection is of no more use.
        request.destroy();
      }
    });
  });
}
