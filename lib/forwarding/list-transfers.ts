import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { badRequest } from "@/lib/errors";
import { organizationToRead } from "@/lib/studies";
import type { TransferPage } from "./schemas";
import { RUNNING } from "./start-transfer";
import { transferSelect, viewTransfers } from "./transfer-view";

export interface TransferFilter {
  studyInstanceUid?: string | undefined;
  shareId?: string | undefined;
  show?: "running" | "failed" | "all" | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const STATES = { running: [...RUNNING], failed: ["FAILED" as const] };

/** Transfers of the actor's organisation, newest first. */
export async function listTransfers(context: Context, filter: TransferFilter): Promise<TransferPage> {
  const organizationId = organizationToRead(context);
  const { studyInstanceUid, shareId, cursor, show = "all", limit = 50 } = filter;
  if (cursor !== undefined && !UUID.test(cursor))
    throw badRequest("invalid_cursor", "The cursor is not one that this list gave.");
  const rows = await db.transfer.findMany({
    where: {
      organizationId,
      ...(studyInstanceUid !== undefined && { studyInstanceUid }),
      ...(shareId !== undefined && { shareId }),
      ...(show !== "all" && { state: { in: STATES[show] } }),
      // Ids are made in the order of time.
      ...(cursor !== undefined && { id: { lt: cursor } }),
    },
    orderBy: { id: "desc" },
    take: limit + 1,
    select: transferSelect,
  });
  const items = await viewTransfers(rows.slice(0, limit));
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
