import { recordRefusal } from "@/lib/audit";
import { type Context, requireUser, type UserContext } from "@/lib/context";
import type { Prisma, Transaction } from "@/lib/db";
import type { ImageRequest } from "@/lib/db/generated/client";
import { conflict, notFound, ProblemError } from "@/lib/errors";
import { addressReadBy } from "@/lib/shares";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
export const isUuid = (text: string): boolean => UUID.test(text);

/** Requests of the person, and those whose answer goes to an address that the person reads. */
export function askedBy({ actor }: UserContext): Prisma.ImageRequestWhereInput {
  return {
    organizationId: actor.organizationId,
    OR: [{ requesterId: actor.userId }, { returnAddress: addressReadBy(actor.userId) }],
  };
}

/** Requests to addresses that the person reads, and those that came there because nobody else answered. */
export function heldBy({ actor }: UserContext): Prisma.ImageRequestWhereInput {
  return {
    holderOrganizationId: actor.organizationId,
    OR: [{ address: addressReadBy(actor.userId) }, { escalatedTo: addressReadBy(actor.userId) }],
  };
}

export type Side = "requester" | "holder";

export interface RequestAccess {
  user: UserContext;
  request: ImageRequest;
  side: Side;
}

/** Loads a request for a change. @throws ProblemError 404 for everybody but its two sides */
export async function lockRequest(
  transaction: Transaction,
  context: Context,
  requestId: string,
): Promise<RequestAccess> {
  if (context.actor.kind !== "user" || !isUuid(requestId)) throw notFound();
  const user = requireUser(context);
  await transaction.$queryRaw`SELECT id FROM "ImageRequest" WHERE id = ${requestId}::uuid FOR UPDATE`;
  const isHolder = await transaction.imageRequest.findFirst({
    where: { AND: [{ id: requestId }, heldBy(user)] },
  });
  const request =
    isHolder ??
    (await transaction.imageRequest.findFirst({ where: { AND: [{ id: requestId }, askedBy(user)] } }));
  if (!request) throw notFound();
  return { user, request, side: isHolder ? "holder" : "requester" };
}

/** @throws ProblemError 409 `request_closed` */
export function requireOpen({ state }: Pick<ImageRequest, "state">): void {
  if (state !== "OPEN") throw conflict("request_closed", "This request was answered, declined or withdrawn.");
}

/** Runs a verb's work; a refusal out of it is written to the log before it goes on to the caller. */
export async function auditingRefusals<T>(
  context: Context,
  action: string,
  requestId: string | undefined,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProblemError)
      await recordRefusal(context, error, {
        action,
        object: requestId !== undefined && isUuid(requestId) ? { type: "request", id: requestId } : undefined,
      });
    throw error;
  }
}
