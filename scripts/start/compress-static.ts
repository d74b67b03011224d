import fs from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import zlib from "node:zlib";

const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);
const TEXT = /\.(js|css|svg|json|txt)$/;
/** One packet takes it anyhow. */
const SMALL_BYTES = 1_200;
/** Of 11: the two above it take ten times as long for a twentieth less. */
const BROTLI_QUALITY = 9;

/**
 * Writes a .br and a .gz beside each text of a folder, once, so that nothing of it is compressed while somebody waits
 * (lib/http/static-files.ts).
 */
export async function compressStatic(folder: string): Promise<void> {
  const entries = await fs.readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile() || !TEXT.test(entry.name)) continue;
    const file = path.join(entry.parentPath, entry.name);
    const bytes = await fs.readFile(file);
    if (bytes.length < SMALL_BYTES) continue;
    const params = {
      [zlib.constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
      [zlib.constants.BROTLI_PARAM_LGWIN]: zlib.constants.BROTLI_MAX_WINDOW_BITS,
      [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    };
    const [small, smallest] = await Promise.all([gzip(bytes, { level: 9 }), brotli(bytes, { params })]);
    await Promise.all([fs.writeFile(`${file}.gz`, small), fs.writeFile(`${file}.br`, smallest)]);
  }
}
