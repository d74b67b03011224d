import { type Context, requireUser } from "@/lib/context";
import { db, type Prisma } from "@/lib/db";
import { Priority, type WorkState } from "@/lib/db/generated/enums";
import { badRequest } from "@/lib/errors";
import { countArriving } from "./count-arriving";
import { addressReadBy } from "./my-addresses";
import type { SharePage } from "./schemas";
import { senderSideOf, sentFromSideOf } from "./sender-side";
import { isUuid } from "./share-id";
import { presentShare, shareInclude } from "./share-view";

export const PAGE_SIZE = 50;

export interface ListSharesInput {
  box: "sent" | "inbox";
  /** Inbox only: shares where one of the own recipients is in one of these. */
  work?: WorkState[];
  cursor?: string;
  limit?: number;
}

/**
 * What the person or a colleague at the same desk sent, newest first; or what was sent to the person and the person's mailboxes, most urgent
 * first. A share that is over stays in a recipient's list without its content; among open work it isn't shown.
 */
export async function listShares(context: Context, input: ListSharesInput): Promise<SharePage> {
  const user = requireUser(context);
  const limit = input.limit ?? PAGE_SIZE;
  const after = input.cursor === undefined ? undefined : readCursor(input.cursor);
  const isInbox = input.box === "inbox";
  const shares = await db.share.findMany({
    where: {
      AND: [
        // What lies before a meeting is followed on its board.
        isInbox ? inbox(user.actor.userId, input.work) : { ...sentFromSideOf(user), meetingCaseId: null },
        after ? (isInbox ? later(after) : { id: { lt: after.id } }) : {},
      ],
    },
    include: shareInclude,
    // Ids are UUIDs of version 7: ordered by time.
    orderBy: isInbox ? [{ priority: "desc" }, { id: "desc" }] : [{ id: "desc" }],
    take: limit + 1,
  });
  const page = shares.slice(0, limit);
  const last = page.at(-1);
  await countArriving(page);
  const followed = await senderSideOf(user, page);
  return {
    items: page.map((share) => presentShare(user, share, followed.has(share.id) ? "sender" : "recipient")),
    nextCursor: shares.length > limit && last ? `${last.priority}.${last.id}` : null,
  };
}

/** How many shares in the inbox nobody has begun with: for the rail. */
export async function countUnread(context: Context): Promise<{ unread: number; emergencies: number }> {
  const user = requireUser(context);
  const where = inbox(user.actor.userId, ["UNREAD"]);
  const [unread, emergencies] = await Promise.all([
    db.share.count({ where }),
    db.share.count({ where: { AND: [where, { priority: "EMERGENCY" }] } }),
  ]);
  return { unread, emergencies };
}

function inbox(userId: string, work: WorkState[] | undefined): Prisma.ShareWhereInput {
  const recipients = { some: { address: addressReadBy(userId), ...(work && { work: { in: work } }) } };
  const isOpenWork = work !== undefined && !work.includes("DONE");
  return isOpenWork
    ? { recipients, state: "SENT", expiresAt: { gt: new Date() } }
    : { recipients, state: { not: "PREPARING" } };
}

type Cursor = { priority: Priority; id: string };

function later({ priority, id }: Cursor): Prisma.ShareWhereInput {
  const order = Object.values(Priority);
  const lower = order.slice(0, order.indexOf(priority));
  return { OR: [{ priority, id: { lt: id } }, { priority: { in: lower } }] };
}

function readCursor(cursor: string): Cursor {
  const [priority = "", id = ""] = cursor.split(".");
  if (!(priority in Priority) || !isUuid(id))
    throw badRequest("invalid_cursor", "This cursor is not one of ours.");
  return { priority: priority as Priority, id };
}
