import type { z } from "zod";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { ownImport } from "./own-import";
import type { KnownFiles } from "./schemas";

/** Which files an upload has: the same path, size and time. They need not be sent again. @throws ProblemError 404 */
export async function knownFiles(
  context: Context,
  id: string,
  { files }: z.output<typeof KnownFiles>,
): Promise<{ known: string[] }> {
  const { id: importId } = await ownImport(context, id);
  const rows = await db.importFile.findMany({
    where: { importId, path: { in: files.map(({ path }) => path.replaceAll("\0", "")) } },
    select: { path: true, size: true, lastModified: true },
  });
  const known = new Map(rows.map((row) => [row.path, row]));
  return {
    known: files
      .filter(({ path, size, lastModified }) => {
        const row = known.get(path);
        return row && Number(row.size) === size && Number(row.lastModified) === Math.trunc(lastModified);
      })
      .map(({ path }) => path),
  };
}
