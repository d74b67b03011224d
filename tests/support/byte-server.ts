import { randomUUID } from "node:crypto";
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";
import { personContext } from "@/lib/auth";
import type { Actor, Context } from "@/lib/context";
import { db } from "@/lib/db";
import { problemResponse } from "@/lib/http/problem-response";

type Handler = (request: IncomingMessage, response: ServerResponse, context: Context) => Promise<void>;

export interface Answer {
  status: number;
  headers: Headers;
  bytes: Buffer;
  json: () => unknown;
}

/** A server around one byte handler: who asks is given with each request, everything else is real HTTP. */
export async function serveBytes(handler: Handler) {
  const actors = new Map<string, Actor>();
  const server = http.createServer(async (request, response) => {
    const actor = actors.get(String(request.headers["x-actor"])) as Actor;
    const context: Context = { actor, requestId: randomUUID(), locale: "nl" };
    await handler(request, response, context).catch(async (error: unknown) => {
      if (response.headersSent) return response.destroy();
      const problem = problemResponse(error, context.requestId);
      response.writeHead(problem.status, Object.fromEntries(problem.headers));
      response.end(await problem.text());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return async (
    actor: Actor,
    path: string,
    headers: Record<string, string> = {},
    method = "GET",
    body?: Uint8Array<ArrayBuffer>,
  ): Promise<Answer> => {
    const id = randomUUID();
    actors.set(id, actor);
    const response = await fetch(origin + path, {
      method,
      headers: { ...headers, "x-actor": id },
      ...(body && { body }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    return {
      status: response.status,
      headers: response.headers,
      bytes,
      json: () => JSON.parse(bytes.toString()),
    };
  };
}

/** The actor that signing in with this account gives. */
export async function actorOf(userId: string): Promise<Actor> {
  const user = await db.user.findUniqueOrThrow({ where: { id: userId }, include: { organization: true } });
  return personContext({ locale: "nl" }, user, randomUUID()).actor;
}

export interface Part {
  headers: Record<string, string>;
  body: Buffer;
}

/** The parts of a multipart/related answer. */
export function partsOf({ headers, bytes }: Answer): Part[] {
  const boundary = /boundary="?([^";]+)/.exec(headers.get("content-type") ?? "")?.[1];
  const parts: Part[] = [];
  const mark = Buffer.from(`--${boundary}`);
  let at = bytes.indexOf(mark);
  while (at >= 0) {
    const start = at + mark.length;
    if (bytes.subarray(start, start + 2).toString() === "--") break;
    const end = bytes.indexOf(Buffer.concat([Buffer.from("\r\n"), mark]), start);
    const headEnd = bytes.indexOf("\r\n\r\n", start);
    const lines = bytes
      .subarray(start + 2, headEnd)
      .toString()
      .split("\r\n");
    parts.push({
      headers: Object.fromEntries(
        lines.map((line) => [
          line.slice(0, line.indexOf(":")).toLowerCase(),
          line.slice(line.indexOf(":") + 1).trim(),
        ]),
      ),
      body: bytes.subarray(headEnd + 4, end),
    });
    at = end + 2;
  }
  return parts;
}
