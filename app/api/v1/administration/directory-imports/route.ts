import { importDirectoryOperation } from "@/lib/administration/api";
import { requireRole } from "@/lib/context";
import { importDirectory, readDirectoryFile } from "@/lib/directory";
import { apiRoute, readText } from "@/lib/http";

/** Some 150,000 addresses; a larger book goes by the command line. */
const MAX_BYTES = 32_000_000;

export const POST = apiRoute(importDirectoryOperation, async (context, { query, request }) => {
  // The verb asks the same; here it keeps strangers from having files parsed.
  requireRole(context, "OPERATOR");
  const { file, kind } = readDirectoryFile(await readText(request, MAX_BYTES));
  const plan = await importDirectory(context, {
    file,
    source: { name: query.source, kind },
    isDryRun: query.preview,
  });
  return { kind, ...plan };
});
