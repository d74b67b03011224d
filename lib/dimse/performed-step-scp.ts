import { type DataSet, getItems, getString, isAcceptableUid, newUid } from "@/lib/dicom";
import { ProblemError } from "@/lib/errors";
import { beginStep, endStep, type MadeInstance, requireOpenStep } from "@/lib/ingest";
import type { AdmittedPeer } from "./admitted-peer";
import { readIdentifier } from "./read-identifier";
import { RequestRefusal } from "./request-refusal";
import { Status } from "./status";
import type { IncomingRequest } from "./upper-layer/association";

const MOST_INSTANCES = 50_000;

/** N-CREATE of a Modality Performed Procedure Step (PS3.4 F.7.2.1): the modality begins with a study. */
export async function beginPerformedStep(request: IncomingRequest, { context }: AdmittedPeer): Promise<void> {
  const sopInstanceUid = request.command.affectedSopInstanceUid || newUid();
  if (!isAcceptableUid(sopInstanceUid))
    throw new RequestRefusal(Status.invalidInstance, "no such SOP Instance UID");
  const dataSet = await readIdentifier(request);
  if (getString(dataSet, "PerformedProcedureStepStatus") !== "IN PROGRESS")
    throw new RequestRefusal(Status.invalidAttributeValue, "a step begins IN PROGRESS");
  const [scheduled] = getItems(dataSet, "ScheduledStepAttributesSequence");
  const studyInstanceUid = (scheduled && getString(scheduled, "StudyInstanceUID")) ?? "";
  if (!isAcceptableUid(studyInstanceUid))
    throw new RequestRefusal(Status.missingAttribute, "the Study Instance UID is missing");
  const { organizationId } = context.actor;
  await asStatus(() => beginStep(context, { organizationId, sopInstanceUid, studyInstanceUid }));
  await request.respond({ affectedSopInstanceUid: sopInstanceUid, status: Status.success });
}

/** N-SET (PS3.4 F.7.2.2): what it says counts once it is final. */
export async function setPerformedStep(request: IncomingRequest, { context }: AdmittedPeer): Promise<void> {
  const sopInstanceUid = request.command.requestedSopInstanceUid ?? "";
  const dataSet = await readIdentifier(request);
  const { organizationId } = context.actor;
  const state = getString(dataSet, "PerformedProcedureStepStatus") ?? "IN PROGRESS";
  if (state === "COMPLETED" || state === "DISCONTINUED") {
    const instances = instancesOf(dataSet);
    await asStatus(() => endStep(context, { organizationId, sopInstanceUid, state, instances }));
  } else if (state === "IN PROGRESS") await asStatus(() => requireOpenStep(organizationId, sopInstanceUid));
  else throw new RequestRefusal(Status.invalidAttributeValue, "no such status");
  await request.respond({ affectedSopInstanceUid: sopInstanceUid, status: Status.success });
}

/** Images and other instances of each series that it made (PS3.3 C.4.15). */
function instancesOf(dataSet: DataSet): MadeInstance[] {
  const instances = getItems(dataSet, "PerformedSeriesSequence").flatMap((series) =>
    [
      ...getItems(series, "ReferencedImageSequence"),
      ...getItems(series, "ReferencedNonImageCompositeSOPInstanceSequence"),
    ].map((item) => ({
      seriesInstanceUid: getString(series, "SeriesInstanceUID") ?? "",
      sopInstanceUid: getString(item, "ReferencedSOPInstanceUID") ?? "",
    })),
  );
  if (instances.length > MOST_INSTANCES)
    throw new RequestRefusal(Status.processingFailure, "too many references");
  return instances.filter(({ sopInstanceUid }) => isAcceptableUid(sopInstanceUid));
}

async function asStatus(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    if (error.code === "step_exists")
      throw new RequestRefusal(Status.duplicateInstance, "this step was begun before");
    if (error.code === "step_ended")
      // PS3.4 F.7.2.2.2: with this comment.
      throw new RequestRefusal(
        Status.processingFailure,
        "Performed Procedure Step Object may no longer be updated",
      );
    if (error.status === 404) throw new RequestRefusal(Status.noSuchInstance, "no such SOP instance");
    throw error;
  }
}
