import { readFile } from "node:fs/promises";
import path from "node:path";

const KINDS = new Set(["cmaps", "standard_fonts", "wasm", "iccs"]);
// No path, no parent: one file of one of these folders.
const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]*\.(bcmap|pfb|ttf|wasm|js|icc)$/;
const FOLDER = path.join(/* turbopackIgnore: true */ process.cwd(), "node_modules/pdfjs-dist");

/** What pdf.js reads beside a PDF: character maps, the standard fonts, decoders. The same for everybody. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ kind: string; name: string }> },
): Promise<Response> {
  const { kind, name } = await params;
  if (!KINDS.has(kind) || !NAME.test(name)) return new Response(null, { status: 404 });
  const bytes = await readFile(path.join(/* turbopackIgnore: true */ FOLDER, kind, name)).catch(() => null);
  if (!bytes) return new Response(null, { status: 404 });
  return new Response(bytes, {
    headers: {
      "content-type": name.endsWith(".wasm")
        ? "application/wasm"
        : name.endsWith(".js")
          ? "text/javascript"
          : "application/octet-stream",
      "cache-control": "public, max-age=86400",
      "x-content-type-options": "nosniff",
    },
  });
}
