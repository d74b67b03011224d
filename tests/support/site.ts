import { once } from "node:events";
import fs from "node:fs";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { pathToFileURL } from "node:url";
import { createServer } from "@/lib/http/server";

const root = path.resolve(import.meta.dirname, "../..");
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

type Handler = (request: Request, route: { params: Promise<Record<string, string>> }) => Promise<Response>;
type RouteModule = Partial<Record<(typeof METHODS)[number], Handler>>;

export interface RouteFile {
  file: string;
  /** With braces for parameters: "/api/v1/shares/{id}". */
  address: string;
}

/** The files of this name below app/, with the addresses that Next gives them. */
export function routeFiles(name: "route.ts" | "page.tsx"): RouteFile[] {
  return fs
    .readdirSync(path.join(root, "app"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name === name)
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .map((file) => ({ file, address: addressOf(file) }))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}

function addressOf(file: string): string {
  const segments = path
    .dirname(file)
    .split(path.sep)
    .slice(1)
    .filter((segment) => !segment.startsWith("("));
  return `/${segments.map((segment) => segment.replace(/^\[(.+)\]$/, "{$1}")).join("/")}`;
}

export async function methodsOf(file: string): Promise<string[]> {
  const module: RouteModule = await import(pathToFileURL(path.join(root, file)).href);
  return METHODS.filter((method) => method in module);
}

/**
 * The server as production has it, in front of the application's own route files instead of the whole of Next:
 * sign-in, byte routes, headers and errors are the real ones. Pages answer an empty document.
 */
export async function startSite(): Promise<{ origin: string; stop(): Promise<void> }> {
  const routes = routeFiles("route.ts")
    .map(({ file, address }) => ({ file, pattern: patternOf(address), address }))
    // What is written out goes before a parameter.
    .sort((a, b) => dynamicParts(a.address) - dynamicParts(b.address));
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1:3000");
    for (const { file, pattern } of routes) {
      const match = pattern.exec(url.pathname);
      if (!match) continue;
      const module: RouteModule = await import(pathToFileURL(path.join(root, file)).href);
      const handler = module[request.method as (typeof METHODS)[number]];
      if (!handler) return void response.writeHead(405).end();
      return answer(request, response, url, handler, match.groups ?? {});
    }
    response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html>");
  }, false);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => stop(server),
  };
}

async function answer(
  incoming: IncomingMessage,
  response: ServerResponse,
  url: URL,
  handler: Handler,
  params: Record<string, string>,
): Promise<void> {
  const hasBody = incoming.method !== "GET" && incoming.method !== "HEAD";
  const request = new Request(url, {
    method: incoming.method ?? "GET",
    headers: Object.entries(incoming.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as [string, string]],
    ),
    ...(hasBody && { body: Readable.toWeb(incoming) as ReadableStream, duplex: "half" }),
  } as RequestInit);
  const decoded = Object.entries(params).map(([name, value]) => [name, decodeURIComponent(value)]);
  const result = await handler(request, { params: Promise.resolve(Object.fromEntries(decoded)) });
  // As the server does with its own: what is left of a refused body isn't read.
  if (!incoming.complete) response.setHeader("connection", "close");
  response.statusCode = result.status;
  // As Next does: a header that the server has set stays as it is.
  for (const [name, value] of result.headers) if (!response.hasHeader(name)) response.setHeader(name, value);
  if (result.body) await pipeline(Readable.fromWeb(result.body as never), response);
  else response.end();
}

const dynamicParts = (address: string) => address.split("{").length;

function patternOf(address: string): RegExp {
  const source = address
    .replaceAll(".", "\\.")
    .replace(/\{\\.\\.\\.(\w+)\}/g, "(?<$1>.+)")
    .replace(/\{(\w+)\}/g, "(?<$1>[^/]+)");
  return new RegExp(`^${source}$`);
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
}
