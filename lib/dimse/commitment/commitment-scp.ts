import { setTimeout as delay } from "node:timers/promises";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { enqueue } from "@/lib/queue";
import type { AdmittedPeer } from "../admitted-peer";
import { commitmentReport } from "../jobs";
import { readIdentifier } from "../read-identifier";
import { RequestRefusal } from "../request-refusal";
import { Status } from "../status";
import type { Association, IncomingRequest } from "../upper-layer/association";
import { COMMITMENT_INSTANCE, parseCommitmentRequest, REQUEST_ACTION } from "./commitment-data-sets";
import { reportOn } from "./report-commitment";

/** A peer that has nothing more to ask ends its association within this time, and is called then. */
const GRACE_MILLISECONDS = 500;
const JOB_AFTER_SECONDS = 5;
const FORGOTTEN_AFTER_DAYS = 7;

/**
 * Storage commitment (PS3.4 J.3.2): the request is kept before it is acknowledged, and answered on this association
 * while it is open, else by a job that calls the peer.
 */
export async function takeCommitmentRequest(
  request: IncomingRequest,
  association: Association,
  { context: { actor } }: AdmittedPeer,
): Promise<void> {
  const { actionTypeId, requestedSopInstanceUid } = request.command;
  if (actionTypeId !== REQUEST_ACTION) throw new RequestRefusal(Status.noSuchAction, "no such action");
  if (requestedSopInstanceUid !== COMMITMENT_INSTANCE)
    throw new RequestRefusal(Status.noSuchInstance, "no such SOP instance");
  const { transactionUid, instances } = parseCommitmentRequest(await readIdentifier(request));
  const requestId = await keep(actor.organizationId, actor.aeTitle ?? "", transactionUid, instances);
  await request.respond({
    affectedSopInstanceUid: COMMITMENT_INSTANCE,
    actionTypeId: REQUEST_ACTION,
    status: Status.success,
  });
  // Not awaited: the peer may ask for more meanwhile.
  void reportSoon(association, request.contextId, requestId);
}

async function keep(
  organizationId: string,
  aeTitle: string,
  transactionUid: string,
  references: { sopClassUid: string; sopInstanceUid: string }[],
): Promise<string> {
  return db.$transaction(async (transaction) => {
    const peer = await transaction.peer.findUniqueOrThrow({ where: { aeTitle }, select: { id: true } });
    const tooOld = new Date(Date.now() - FORGOTTEN_AFTER_DAYS * 24 * 3600 * 1000);
    await transaction.commitmentRequest.deleteMany({
      where: { peerId: peer.id, receivedAt: { lt: tooOld } },
    });
    const { id } = await transaction.commitmentRequest.create({
      data: { organizationId, peerId: peer.id, transactionUid, references },
      select: { id: true },
    });
    await enqueue(transaction, commitmentReport, { requestId: id }, { startAfterSeconds: JOB_AFTER_SECONDS });
    return id;
  });
}

async function reportSoon(association: Association, contextId: number, requestId: string): Promise<void> {
  await delay(GRACE_MILLISECONDS);
  if (association.ended.aborted) return;
  try {
    await reportOn(association, contextId, requestId);
  } catch (error) {
    log.info({ err: error }, "storage commitment will be reported on a new association");
  }
}
