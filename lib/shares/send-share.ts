import { createHash } from "node:crypto";
import type { z } from "zod";
import { type Context, requireRole, type UserContext } from "@/lib/context";
import { db, type Transaction } from "@/lib/db";
import { unprocessable } from "@/lib/errors";
import { canGoOut, isAllComplete, measureArrival } from "./arrival";
import { auditingRefusals, auditShare } from "./audit-share";
import { chooseDocuments, chooseStudies } from "./choose-studies";
import { defaultExpiry } from "./default-expiry";
import { askToActivate, findRecipients } from "./find-recipients";
import { notifyRecipients } from "./notify-recipients";
import { SendShareInput, type Share } from "./schemas";
import { viewShare } from "./share-view";

type Parsed = z.output<typeof SendShareInput>;

/**
 * Sends studies of the own organisation to addresses in the book. The share goes out at once when every chosen
 * instance is stored; otherwise it waits as PREPARING, except in an emergency (interfaces.md "Priority").
 * With an idempotency key the same request makes one share, however often it comes: `isNew` tells which.
 * @throws ProblemError 403 without a caring role, 404 for a study that isn't the own organisation's,
 *   422 `unknown_address`, `not_connected`, `expiry_in_past`, `idempotency_conflict`
 */
export async function sendShare(
  context: Context,
  input: SendShareInput,
  options: {
    idempotencyKey?: string;
    /** What happens in the same transaction; a refusal out of it sends nothing. */
    also?: (transaction: Transaction, shareId: string) => Promise<void>;
  } = {},
): Promise<{ share: Share; isNew: boolean }> {
  return auditingRefusals(context, "share.sent", {}, async () => {
    const sender = requireRole(context, "CARE_PROVIDER", "DESK", "MDO_COORDINATOR");
    const request = SendShareInput.parse(input);
    const key = options.idempotencyKey;
    const { shareId, isNew } = await db.$transaction(
      async (transaction) => {
        const idempotencyHash = key === undefined ? null : hashOf(request);
        if (key !== undefined) {
          const earlier = await findEarlier(transaction, sender, key);
          if (earlier && earlier.idempotencyHash !== idempotencyHash)
            throw unprocessable(
              "idempotency_conflict",
              "This Idempotency-Key came with another body before.",
            );
          if (earlier) return { shareId: earlier.id, isNew: false };
        }
        const own = { idempotencyKey: key ?? null, idempotencyHash };
        const shareId = await create(transaction, sender, request, own);
        await options.also?.(transaction, shareId);
        return { shareId, isNew: true };
      },
      { timeout: 30_000 },
    );
    return { share: await viewShare(sender, shareId), isNew };
  });
}

async function create(
  transaction: Transaction,
  sender: UserContext,
  request: Parsed,
  idempotency: { idempotencyKey: string | null; idempotencyHash: string | null },
): Promise<string> {
  const { organizationId, userId } = sender.actor;
  const expiresAt = request.expiresAt ? new Date(request.expiresAt) : defaultExpiry(request.purpose);
  if (expiresAt <= new Date()) throw unprocessable("expiry_in_past", "The expiry is in the past.");
  const choices = await chooseStudies(transaction, organizationId, request.studies);
  const documentIds = chooseDocuments(choices, request.documentIds);
  const addresses = await findRecipients(
    transaction,
    request.recipients.map(({ addressId }) => addressId),
  );
  const arrivals = await measureArrival(
    transaction,
    organizationId,
    request.priority,
    choices.map(({ study, ...choice }) => ({ studyId: study.id, ...choice })),
  );
  const goesOut = canGoOut(request.priority, arrivals);
  const share = await transaction.share.create({
    data: {
      organizationId,
      senderId: userId,
      state: goesOut ? "SENT" : "PREPARING",
      isComplete: isAllComplete(arrivals),
      purpose: request.purpose,
      priority: request.priority,
      message: request.message.trim(),
      ...(request.priority === "EMERGENCY" && {
        emergencyReason: request.emergencyReason || request.message.trim().slice(0, 1000),
        emergencyGround: request.emergencyGround,
      }),
      expiresAt,
      canDownload: request.canDownload,
      ...idempotency,
      studies: {
        create: arrivals.map(({ studyId, seriesInstanceUids, expectedInstances }) => ({
          studyId,
          seriesInstanceUids,
          expectedInstances,
        })),
      },
      documents: { create: documentIds.map((documentId) => ({ documentId })) },
      recipients: { create: addresses.map(({ id }) => ({ addressId: id })) },
    },
    select: { id: true, recipients: { select: { id: true } } },
  });
  await askToActivate(transaction, addresses);
  if (goesOut)
    await notifyRecipients(
      transaction,
      "notification",
      share.recipients.map(({ id }) => id),
    );
  await auditShare(
    transaction,
    sender,
    {
      id: share.id,
      organizationId,
      priority: request.priority,
      purpose: request.purpose,
      recipients: addresses.map((address) => ({ address })),
      studies: choices,
    },
    {
      action: "share.sent",
      detail: {
        recipients: addresses.map(({ id }) => id),
        expiresAt: expiresAt.toISOString(),
        ...(request.priority === "EMERGENCY" && {
          emergencyGround: request.emergencyGround,
          emergencyReason: request.emergencyReason,
        }),
      },
      announced: goesOut && request.priority === "EMERGENCY" ? "emergency" : "changed",
    },
  );
  return share.id;
}

/** The lock makes a double click wait for its twin, so that the second finds what the first made. */
async function findEarlier(transaction: Transaction, sender: UserContext, idempotencyKey: string) {
  const senderId = sender.actor.userId;
  const lock = `share:${senderId}:${idempotencyKey}`;
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${lock}, 0))`;
  return transaction.share.findUnique({
    where: { senderId_idempotencyKey: { senderId, idempotencyKey } },
    select: { id: true, idempotencyHash: true },
  });
}

/** Of the parsed request with its keys in order, so that spelling and order of members don't count. */
function hashOf(request: Parsed): string {
  const ordered = JSON.stringify(request, (_, value: unknown) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash("sha256").update(ordered).digest("hex");
}
