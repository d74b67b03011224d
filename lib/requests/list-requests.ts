import { type Context, requireUser } from "@/lib/context";
import { db } from "@/lib/db";
import { badRequest } from "@/lib/errors";
import { askedBy, heldBy, isUuid } from "./access";
import { presentRequest, requestInclude } from "./request-view";
import type { RequestPage } from "./schemas";

export interface ListRequestsInput {
  box: "received" | "sent";
  /** Left out: all; true: what still waits. */
  isOpen?: boolean;
  cursor?: string;
  limit?: number;
}

/** What was asked of the person's addresses, or what the person asked; open ones first, then newest first. */
export async function listRequests(context: Context, input: ListRequestsInput): Promise<RequestPage> {
  const user = requireUser(context);
  const limit = input.limit ?? 50;
  if (input.cursor !== undefined && !isUuid(input.cursor))
    throw badRequest("invalid_cursor", "This cursor is not one of ours.");
  const rows = await db.imageRequest.findMany({
    where: {
      AND: [
        input.box === "received" ? heldBy(user) : askedBy(user),
        input.isOpen === undefined ? {} : { state: input.isOpen ? "OPEN" : { not: "OPEN" } },
        // Ids are UUIDs of version 7: ordered by time.
        input.cursor === undefined ? {} : { id: { lt: input.cursor } },
      ],
    },
    include: requestInclude,
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const role = input.box === "received" ? "holder" : "requester";
  return {
    items: page.map((row) => presentRequest(row, role)),
    nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

/** How many requests wait for an answer of the person's desks. */
export async function countOpenRequests(context: Context): Promise<{ open: number }> {
  const user = requireUser(context);
  return { open: await db.imageRequest.count({ where: { AND: [heldBy(user), { state: "OPEN" }] } }) };
}
