import http from "node:http";
import type { ImageStore } from "./image-store";

export interface Received {
  status: number;
  headers: http.IncomingHttpHeaders;
  /** Bytes of the body as they came over the line. */
  length: number;
  /** Milliseconds to the body's first byte. */
  firstByte: number;
  body: Buffer;
}

export interface Asked {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: Uint8Array[];
  /** Takes the body piece by piece; it isn't kept then. */
  onData?: (chunk: Buffer) => void;
}

/** Connections that stay open, as many as there are requests at a time. */
export class HttpClient {
  private readonly agent: http.Agent;

  constructor(
    private readonly store: ImageStore,
    connections: number,
  ) {
    this.agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  }

  /** @throws when the status isn't one of success */
  ask({ method = "GET", path, headers, body, onData }: Asked): Promise<Received> {
    return new Promise((resolve, reject) => {
      const startedAt = performance.now();
      const length = body?.reduce((sum, part) => sum + part.length, 0);
      const request = http.request(this.store.origin + path, {
        method,
        agent: this.agent,
        headers: {
          ...this.store.headers,
          ...headers,
          ...(length !== undefined && { "content-length": String(length) }),
        },
      });
      request.once("error", reject);
      request.once("response", (response) => {
        const received: Received = {
          status: response.statusCode ?? 0,
          headers: response.headers,
          length: 0,
          firstByte: 0,
          body: Buffer.alloc(0),
        };
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => {
          if (received.length === 0) received.firstByte = performance.now() - startedAt;
          received.length += chunk.length;
          if (onData) onData(chunk);
          else chunks.push(chunk);
        });
        response.once("error", reject);
        response.once("end", () => {
          received.body = Buffer.concat(chunks);
          if (received.status < 300) resolve(received);
          else reject(new Error(`${this.store.name} answers ${received.status} to ${method} ${path}`));
        });
      });
      for (const part of body ?? []) request.write(part);
      request.end();
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

/** Calls `work` with 0 to `count` - 1, `atOnce` at a time. @returns the milliseconds of each call */
export async function inParallel(
  count: number,
  atOnce: number,
  work: (index: number) => Promise<unknown>,
): Promise<number[]> {
  const taken: number[] = [];
  let next = 0;
  const one = async () => {
    while (next < count) {
      const startedAt = performance.now();
      await work(next++);
      taken.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return taken.sort((a, b) => a - b);
}
