import { EventCode, recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { conflict, notFound } from "@/lib/errors";
import { tellWaitingShares } from "./tell-waiting-shares";

/** A step that nobody ended is forgotten after this, and so is what an ended one made: the images are there. */
const KEPT_MS = 7 * 24 * 3_600_000;

export interface MadeInstance {
  seriesInstanceUid: string;
  sopInstanceUid: string;
}

/**
 * A modality begins to work on a study: more may come until it says otherwise.
 * @throws ProblemError 409 `step_exists` for a UID that was used before
 */
export async function beginStep(
  context: Context,
  step: { organizationId: string; sopInstanceUid: string; studyInstanceUid: string },
): Promise<void> {
  await db.$transaction(async (transaction) => {
    await transaction.performedStep.deleteMany({
      where: { organizationId: step.organizationId, createdAt: { lt: new Date(Date.now() - KEPT_MS) } },
    });
    const { count } = await transaction.performedStep.createMany({ data: step, skipDuplicates: true });
    if (count === 0) throw conflict("step_exists", "This step was begun before.");
    await audit(transaction, context, "performed-step.begun", step, {});
  });
}

/**
 * A modality has ended its work, and names what it made of it. Shares that wait for it are looked at again.
 * @throws ProblemError 404, 409 `step_ended`
 */
export async function endStep(
  context: Context,
  {
    organizationId,
    sopInstanceUid,
    state,
    instances,
  }: {
    organizationId: string;
    sopInstanceUid: string;
    state: "COMPLETED" | "DISCONTINUED";
    instances: MadeInstance[];
  },
): Promise<void> {
  await db.$transaction(async (transaction) => {
    const key = { organizationId_sopInstanceUid: { organizationId, sopInstanceUid } };
    const step = await transaction.performedStep.findUnique({ where: key });
    if (!step) throw notFound();
    const { count } = await transaction.performedStep.updateMany({
      where: { id: step.id, state: "IN_PROGRESS" },
      data: { state, instances: instances.map((each) => ({ ...each })), endedAt: new Date() },
    });
    if (count === 0) throw conflict("step_ended", "This step has ended.");
    const { studyInstanceUid } = step;
    const study = await transaction.study.findUnique({
      where: { organizationId_studyInstanceUid: { organizationId, studyInstanceUid } },
      select: { id: true },
    });
    if (study) await tellWaitingShares(transaction, organizationId, [study.id]);
    await audit(transaction, context, "performed-step.ended", step, { state, instances: instances.length });
  });
}

/** What was said of an open step without ending it changes nothing here. @throws ProblemError 404, 409 */
export async function requireOpenStep(organizationId: string, sopInstanceUid: string): Promise<void> {
  const key = { organizationId_sopInstanceUid: { organizationId, sopInstanceUid } };
  const step = await db.performedStep.findUnique({ where: key, select: { state: true } });
  if (!step) throw notFound();
  if (step.state !== "IN_PROGRESS") throw conflict("step_ended", "This step has ended.");
}

function audit(
  transaction: Parameters<typeof recordAudit>[0],
  context: Context,
  action: string,
  step: { organizationId: string; sopInstanceUid: string; studyInstanceUid: string },
  detail: Record<string, string | number>,
): Promise<void> {
  return recordAudit(transaction, context, {
    eventCode: EventCode.applicationActivity,
    action,
    organizations: [step.organizationId],
    studyInstanceUid: step.studyInstanceUid,
    object: { type: "performed-step", id: step.sopInstanceUid },
    detail,
  });
}
