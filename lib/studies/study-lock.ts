import type { Transaction } from "@/lib/db";

/** Lets one transaction at a time change a study: two ingests of one study, or an ingest and a delete. */
export async function lockStudy(
  transaction: Transaction,
  organizationId: string,
  studyInstanceUid: string,
): Promise<void> {
  await transaction.$executeRaw`
    SELECT pg_advisory_xact_lock(hashtextextended(${`study:${organizationId}:${studyInstanceUid}`}, 0))`;
}
