import type { Transaction } from "@/lib/db";

/** Lets one transaction at a time change a study: two ingests of one study, or an ingest and a delete. */
export function lockStudy(
  transaction: Transaction,
  organizationId: string,
  studyInstanceUid: string,
): Promise<void> {
  return lockStudies(transaction, organizationId, [studyInstanceUid]);
}

/** The same for several, in the order of their UIDs, so that two transactions can't wait for each other. */
export async function lockStudies(
  transaction: Transaction,
  organizationId: string,
  studyInstanceUids: string[],
): Promise<void> {
  const names = [...new Set(studyInstanceUids)].sort().map((uid) => `study:${organizationId}:${uid}`);
  await transaction.$executeRaw`
    SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest(${names}::text[]) AS name`;
}
