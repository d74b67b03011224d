import type { Context } from "@/lib/context";
import { ingestBundle } from "./ingest-bundle";
import { openImport } from "./own-import";

/** Whether the actor may send bytes to this import now; asked again for every request of an upload. @throws ProblemError 404, 403 */
export async function authorizeUpload(context: Context, importId: string): Promise<void> {
  await openImport(context, importId);
}

/** Stores a bundle that has arrived whole. @throws as ingestBundle, and 404 */
export async function finishUpload(context: Context, importId: string, file: string): Promise<void> {
  await ingestBundle(context, await openImport(context, importId), file);
}
