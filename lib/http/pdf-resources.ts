import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import { notFound, ProblemError } from "@/lib/errors";

const PACKAGE = path.resolve(import.meta.dirname, "../../node_modules/pdfjs-dist");
const FOLDERS: Record<string, string> = {
  legacy: "legacy/build",
  cmaps: "cmaps",
  standard_fonts: "standard_fonts",
  wasm: "wasm",
  iccs: "iccs",
};
// No path, no parent: one file of one of these folders.
const ADDRESS =
  /^\/pdf-resources\/(?<folder>[a-z_]+)\/(?<name>[A-Za-z0-9][A-Za-z0-9_-]*(?:\.worker)?\.(?:min\.mjs|bcmap|pfb|ttf|wasm|js|icc))$/;
const TYPES: Record<string, string> = {
  ".mjs": "text/javascript",
  ".js": "text/javascript",
  ".wasm": "application/wasm",
};

/**
 * pdf.js as its package has it, and what it reads beside a PDF: character maps, standard fonts, decoders. Here and not
 * by Next, whose build would trace every file of the package that a route with these names could read.
 */
export async function handlePdfResource(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== "GET" && request.method !== "HEAD")
    throw new ProblemError(405, "method_not_allowed", "This address does not take that method.");
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  const { folder = "", name = "" } = ADDRESS.exec(pathname)?.groups ?? {};
  if (!Object.hasOwn(FOLDERS, folder)) throw notFound();
  // Asked for anew each time, so that its parts are always of one version.
  const etag = `"${await versionOf()}"`;
  response.setHeader("etag", etag);
  response.setHeader("cache-control", "private, no-cache");
  if (request.headers["if-none-match"] === etag) {
    response.writeHead(304).end();
    return;
  }
  const bytes = await readFile(path.join(PACKAGE, FOLDERS[folder] ?? "", name)).catch(() => null);
  if (!bytes) throw notFound();
  response.writeHead(200, {
    "content-type": TYPES[path.extname(name)] ?? "application/octet-stream",
    "content-length": bytes.length,
    // What a worker of it may do: compile its decoders, and ask us for the rest.
    "content-security-policy": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
  });
  response.end(request.method === "HEAD" ? undefined : bytes);
}

let version: Promise<string> | undefined;
function versionOf(): Promise<string> {
  version ??= readFile(path.join(PACKAGE, "package.json"), "utf8").then(
    (text) => (JSON.parse(text) as { version: string }).version,
  );
  return version;
}
