import { systemContext } from "@/lib/context";
import { db, type Transaction } from "@/lib/db";
import type { ImageRequest } from "@/lib/db/generated/client";
import type { Priority } from "@/lib/db/generated/enums";
import { workThrough } from "@/lib/queue";
import { auditRequest } from "./audit-request";
import { mailAddress, mailRequester } from "./mail-request";

const MINUTE_MS = 60_000;
/** How long an unanswered request rests before the reminder, and again before it goes to the fallback. */
export const REST_MS: Record<Priority, number> = {
  EMERGENCY: 5 * MINUTE_MS,
  URGENT: 2 * 60 * MINUTE_MS,
  ROUTINE: 24 * 60 * MINUTE_MS,
};
/** What is needed sooner than these rests allow is hurried: both fall within the time that there is. */
const REMIND_AT = 1 / 3;
const ESCALATE_AT = 2 / 3;
const AT_A_TIME = 500;

/** When a request is reminded of and when it goes to the fallback. */
export function momentsOf(request: Pick<ImageRequest, "createdAt" | "neededBy" | "priority">): {
  remindAt: Date;
  escalateAt: Date;
} {
  const asked = request.createdAt.getTime();
  const time = Math.max(0, request.neededBy.getTime() - asked);
  const rest = REST_MS[request.priority];
  return {
    remindAt: new Date(asked + Math.min(rest, time * REMIND_AT)),
    escalateAt: new Date(asked + Math.min(2 * rest, time * ESCALATE_AT)),
  };
}

/** One reminder, one escalation to the mailbox's fallback, and one word to the asker when the moment has passed. */
export async function watchClock(now = new Date()): Promise<void> {
  await workThrough(nextOpen, async (request) => {
    if (momentsOf(request).remindAt <= now || request.neededBy <= now)
      await db.$transaction((transaction) => look(transaction, request.id, now));
  });
}

type Open = Pick<ImageRequest, "id" | "createdAt" | "neededBy" | "priority">;

/** What is needed soonest, first. */
function nextOpen(after: Open | undefined): Promise<Open[]> {
  return db.imageRequest.findMany({
    where: {
      state: "OPEN",
      OR: [{ reminders: 0 }, { escalatedAt: null }, { overdueAt: null }],
      ...(after && {
        neededBy: { gte: after.neededBy },
        NOT: { neededBy: after.neededBy, id: { lte: after.id } },
      }),
    },
    select: { id: true, createdAt: true, neededBy: true, priority: true },
    orderBy: [{ neededBy: "asc" }, { id: "asc" }],
    take: AT_A_TIME,
  });
}

async function look(transaction: Transaction, requestId: string, now: Date): Promise<void> {
  await transaction.$queryRaw`SELECT id FROM "ImageRequest" WHERE id = ${requestId}::uuid FOR UPDATE`;
  const request = await transaction.imageRequest.findUnique({
    where: { id: requestId },
    include: {
      address: {
        select: { organizationId: true, healthcareService: { select: { fallbackAddressId: true } } },
      },
    },
  });
  if (request?.state !== "OPEN") return;
  const { remindAt, escalateAt } = momentsOf(request);
  if (request.escalatedAt === null && escalateAt <= now) await escalate(transaction, request, now);
  else if (request.reminders === 0 && remindAt <= now) {
    await transaction.imageRequest.update({
      where: { id: requestId },
      data: { remindedAt: now, reminders: 1 },
    });
    await mailAddress(transaction, requestId, "reminder", request.addressId);
    await say(transaction, request, "request.reminded");
  }
  if (request.overdueAt === null && request.neededBy <= now) {
    await transaction.imageRequest.update({ where: { id: requestId }, data: { overdueAt: now } });
    await mailRequester(transaction, request, "overdue");
    await say(transaction, request, "request.overdue");
  }
}

/** To the mailbox's fallback; where it has none, once more to the mailbox itself. */
async function escalate(
  transaction: Transaction,
  request: ImageRequest & {
    address: { organizationId: string; healthcareService: { fallbackAddressId: string | null } | null };
  },
  now: Date,
): Promise<void> {
  const wanted = request.address.healthcareService?.fallbackAddressId;
  const fallback =
    wanted &&
    (await transaction.address.findFirst({
      where: { id: wanted, organizationId: request.address.organizationId, isListed: true },
      select: { id: true },
    }));
  await transaction.imageRequest.update({
    where: { id: request.id },
    data: {
      escalatedAt: now,
      ...(fallback && { escalatedToId: fallback.id }),
      ...(request.reminders === 0 && { remindedAt: now, reminders: 1 }),
    },
  });
  await mailAddress(
    transaction,
    request.id,
    fallback ? "escalated" : "reminder",
    fallback ? fallback.id : request.addressId,
  );
  await say(
    transaction,
    { ...request, escalatedToId: fallback ? fallback.id : null },
    "request.escalated",
    fallback ? { addressId: fallback.id } : { fallback: "none" },
  );
}

function say(
  transaction: Transaction,
  request: ImageRequest,
  action: string,
  detail: Record<string, string> = {},
): Promise<void> {
  return auditRequest(transaction, systemContext("job:watch-requests"), request, { action, detail });
}
