import { systemContext } from "@/lib/context";
import { db, type Import } from "@/lib/db";
import { log } from "@/lib/log";
import { workThrough } from "@/lib/queue";
import { storage } from "@/lib/storage";
import { finishImport } from "./imports/close-import";
import { ingestBundle } from "./imports/ingest-bundle";
import { listBundles, removeBundle, removeRemains } from "./imports/pending-bundles";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** A whole bundle that nobody works on: its process was killed, or storage was full. */
const FORGOTTEN = 5 * MINUTE;
/** An upload that nobody goes on with. A laptop may stay closed over a weekend. */
const ABANDONED = 3 * DAY;
/** An object that was never finished: its process was killed. */
const UNFINISHED = DAY;
const IMPORTS_AT_A_TIME = 200;

/** The job `sweep-uploads`: takes up what was forgotten, removes what was abandoned or left over, closes imports left open. */
export async function sweepUploadedFiles(): Promise<void> {
  const context = systemContext("job:sweep-uploads");
  const now = Date.now();
  for await (const bundle of listBundles()) {
    const age = now - bundle.changedAt.getTime();
    if (age > ABANDONED) await removeBundle(bundle);
    else if (bundle.isWhole && age > FORGOTTEN) await takeUp(bundle);
  }
  await removeRemains(new Date(now - ABANDONED));
  await workThrough<Import>(
    (after) =>
      db.import.findMany({
        where: {
          state: "OPEN",
          createdAt: { lt: new Date(now - ABANDONED) },
          ...(after && { id: { gt: after.id } }),
        },
        orderBy: { id: "asc" },
        take: IMPORTS_AT_A_TIME,
      }),
    (row) => finishImport(context, row),
  ).finally(() => storage.sweep(UNFINISHED / 1000));

  async function takeUp(bundle: Parameters<typeof removeBundle>[0] & { importId: string }): Promise<void> {
    try {
      const row = await db.import.findUnique({ where: { id: bundle.importId } });
      if (row) await ingestBundle(context, row, bundle.file);
      await removeBundle(bundle);
    } catch (error) {
      log.warn({ err: error }, "a bundle could not be taken up");
    }
  }
}
