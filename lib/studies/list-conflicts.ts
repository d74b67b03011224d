import { EventCode, recordAuditAlone } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { badRequest } from "@/lib/errors";
import { organizationToStore } from "./access";
import type { ConflictPage } from "./schemas";

const PAGE = 100;

/** What was set aside in the actor's organisation, newest first. @throws ProblemError 403 */
export async function listConflicts(
  context: Context,
  input: { cursor?: string | undefined },
): Promise<ConflictPage> {
  const organizationId = organizationToStore(context);
  const { cursor } = input;
  if (cursor !== undefined && !/^[0-9a-f-]{36}$/.test(cursor))
    throw badRequest("invalid_cursor", "The cursor is not one that this list gave.");
  const rows = await db.conflict.findMany({
    // Ids are ordered by time.
    where: { organizationId, ...(cursor && { id: { lt: cursor } }) },
    orderBy: { id: "desc" },
    take: PAGE + 1,
  });
  const page = rows.slice(0, PAGE);
  await recordAuditAlone(context, {
    eventCode: EventCode.query,
    action: "conflicts.listed",
    detail: { results: page.length },
  });
  return {
    items: page.map((row) => ({
      id: row.id,
      kind: row.kind,
      origin: row.origin,
      studyInstanceUid: row.studyInstanceUid,
      seriesInstanceUid: row.seriesInstanceUid,
      sopInstanceUid: row.sopInstanceUid,
      length: Number(row.length),
      receivedAt: row.receivedAt.toISOString(),
    })),
    nextCursor: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null,
  };
}
