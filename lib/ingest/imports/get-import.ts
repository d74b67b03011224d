import type { Context } from "@/lib/context";
import { db, type Import } from "@/lib/db";
import { ownImport } from "./own-import";
import type { ImportStatus } from "./schemas";

const MOST_REFUSED = 10_000;

/** How far an upload is and what became of its files. @throws ProblemError 404 unless it is the actor's own */
export async function getImport(context: Context, id: string): Promise<ImportStatus> {
  return importStatus(await ownImport(context, id));
}

export async function importStatus({ id, organizationId, state }: Import): Promise<ImportStatus> {
  const outcomes = await db.importFile.groupBy({
    by: ["outcome"],
    where: { importId: id },
    _count: true,
    _sum: { size: true },
  });
  const count = (outcome: string) => outcomes.find((each) => each.outcome === outcome)?._count ?? 0;
  const refused = await db.importFile.findMany({
    where: { importId: id, code: { not: null } },
    select: { path: true, code: true, reason: true },
    orderBy: { path: "asc" },
    take: MOST_REFUSED,
  });
  return {
    id,
    state,
    received: {
      files: outcomes.reduce((sum, each) => sum + each._count, 0),
      bytes: outcomes.reduce((sum, each) => sum + Number(each._sum.size ?? 0n), 0),
    },
    outcomes: {
      stored: count("STORED"),
      duplicates: count("DUPLICATE"),
      setAside: count("SET_ASIDE"),
      refused: count("REFUSED"),
      documents: count("DOCUMENT"),
    },
    studies: await studiesOf(id, organizationId),
    refused: refused.map(({ path, code, reason }) => ({ path, code: code ?? "", reason: reason ?? "" })),
  };
}

async function studiesOf(importId: string, organizationId: string): Promise<ImportStatus["studies"]> {
  const groups = await db.importFile.groupBy({
    by: ["studyInstanceUid"],
    where: { importId, studyInstanceUid: { not: null }, outcome: { in: ["STORED", "DUPLICATE"] } },
    _count: true,
    _sum: { size: true },
  });
  const uids = groups.map((group) => group.studyInstanceUid ?? "");
  const rows = await db.study.findMany({
    where: { organizationId, studyInstanceUid: { in: uids } },
    select: { studyInstanceUid: true, patientName: true, description: true, modalities: true },
  });
  const byUid = new Map(rows.map((row) => [row.studyInstanceUid, row]));
  return groups.flatMap(({ studyInstanceUid, _count, _sum }) => {
    const study = byUid.get(studyInstanceUid ?? "");
    return study ? [{ ...study, storedInstances: _count, bytes: Number(_sum.size ?? 0n) }] : [];
  });
}
