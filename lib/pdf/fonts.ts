import { readFile } from "node:fs/promises";
import { findPackageJSON } from "node:module";
import path from "node:path";
import type { Font } from "fontkit";

/** DejaVu has Latin with all its marks, Greek and Cyrillic, and may be given on inside a document. */
const FILES = { plain: "DejaVuSansCondensed.ttf", bold: "DejaVuSansCondensed-Bold.ttf" };

export interface Typeface {
  bytes: Buffer;
  /** Code points that both weights have. */
  has(codePoint: number): boolean;
}

let typefaces: Promise<Record<keyof typeof FILES, Typeface>> | undefined;

/** Read once in a process. */
export function loadTypefaces(): Promise<Record<keyof typeof FILES, Typeface>> {
  typefaces ??= read().catch((error: unknown) => {
    typefaces = undefined;
    throw error;
  });
  return typefaces;
}

async function read(): Promise<Record<keyof typeof FILES, Typeface>> {
  // Found as Node finds the package, from here: not from the working directory, nor by the bundler.
  const manifest = findPackageJSON("dejavu-fonts-ttf", import.meta.url);
  if (!manifest) throw new Error("The package dejavu-fonts-ttf isn't installed.");
  const folder = path.join(/* turbopackIgnore: true */ path.dirname(manifest), "ttf");
  const [plain, bold] = await Promise.all(
    [FILES.plain, FILES.bold].map((file) => readFile(path.join(/* turbopackIgnore: true */ folder, file))),
  );
  if (!plain || !bold) throw new Error("The typeface wasn't read.");
  const { create } = await import("fontkit");
  const characters = (bytes: Buffer) => (create(bytes) as Font).characterSet;
  const [inPlain, inBold] = [new Set(characters(plain)), new Set(characters(bold))];
  const has = (codePoint: number) => inPlain.has(codePoint) && inBold.has(codePoint);
  return { plain: { bytes: plain, has }, bold: { bytes: bold, has } };
}
