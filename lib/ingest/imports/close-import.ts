import type { Context } from "@/lib/context";
import { db, type Import } from "@/lib/db";
import { enqueue } from "@/lib/queue";
import { studyArrived } from "../jobs";
import { importStatus } from "./get-import";
import { ingestBundle } from "./ingest-bundle";
import { ownImport } from "./own-import";
import { listBundles, removeBundle } from "./pending-bundles";
import type { ImportStatus } from "./schemas";

/**
 * Nothing more comes: takes up bundles that arrived whole and could not be stored at the time, and lets shares
 * that wait for these studies go out. Twice is harmless. @throws ProblemError 404
 */
export async function closeImport(context: Context, id: string): Promise<ImportStatus> {
  const row = await ownImport(context, id);
  if (row.state === "OPEN") await finishImport(context, row);
  return importStatus({ ...row, state: "CLOSED" });
}

export async function finishImport(context: Context, row: Import): Promise<void> {
  for await (const bundle of listBundles()) {
    if (bundle.importId !== row.id) continue;
    if (bundle.isWhole) await ingestBundle(context, row, bundle.file, { isLast: true });
    await removeBundle(bundle);
  }
  await db.$transaction(async (transaction) => {
    await transaction.import.update({
      where: { id: row.id },
      data: { state: "CLOSED", closedAt: new Date() },
    });
    const files = await transaction.importFile.groupBy({
      by: ["studyInstanceUid"],
      where: { importId: row.id, studyInstanceUid: { not: null } },
    });
    const waiting = await transaction.study.findMany({
      where: {
        organizationId: row.organizationId,
        studyInstanceUid: { in: files.map((file) => file.studyInstanceUid ?? "") },
        shares: { some: { share: { isComplete: false, state: { in: ["PREPARING", "SENT"] } } } },
      },
      select: { id: true },
    });
    for (const { id: studyId } of waiting)
      await enqueue(transaction, studyArrived, { organizationId: row.organizationId, studyId });
  });
}
