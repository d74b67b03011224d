import { readFile } from "node:fs/promises";
import path from "node:path";

const FOLDER = path.join(/* turbopackIgnore: true */ process.cwd(), "node_modules/pdfjs-dist");
const FOLDERS: Record<string, string> = {
  legacy: "legacy/build",
  cmaps: "cmaps",
  standard_fonts: "standard_fonts",
  wasm: "wasm",
  iccs: "iccs",
};
// No path, no parent: one file of one of these folders.
const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]*(\.worker)?(\.min\.mjs|\.bcmap|\.pfb|\.ttf|\.wasm|\.js|\.icc)$/;
const TYPES: Record<string, string> = {
  ".mjs": "text/javascript",
  ".js": "text/javascript",
  ".wasm": "application/wasm",
};

/** pdf.js as its package has it, and what it reads beside a PDF: character maps, standard fonts, decoders. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ kind: string; name: string }> },
): Promise<Response> {
  const { kind, name } = await params;
  const folder = Object.hasOwn(FOLDERS, kind) ? FOLDERS[kind] : undefined;
  if (!folder || !NAME.test(name)) return new Response(null, { status: 404 });
  // Asked for anew each time, so that its parts are always of one version.
  const headers = { etag: `"${await versionOf()}"`, "cache-control": "no-cache" };
  if (request.headers.get("if-none-match") === headers.etag)
    return new Response(null, { status: 304, headers });
  const bytes = await readFile(path.join(/* turbopackIgnore: true */ FOLDER, folder, name)).catch(() => null);
  if (!bytes) return new Response(null, { status: 404 });
  return new Response(bytes, {
    headers: {
      ...headers,
      "content-type": TYPES[path.extname(name)] ?? "application/octet-stream",
      "x-content-type-options": "nosniff",
    },
  });
}

let version: Promise<string> | undefined;
function versionOf(): Promise<string> {
  version ??= readFile(path.join(/* turbopackIgnore: true */ FOLDER, "package.json"), "utf8").then(
    (text) => (JSON.parse(text) as { version: string }).version,
  );
  return version;
}
