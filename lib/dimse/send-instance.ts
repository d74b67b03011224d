import { toImplicitVr } from "@/lib/dicom";
import { ProblemError } from "@/lib/errors";
import { explicitForm, type OutgoingInstance } from "./outgoing-instance";
import { EXPLICIT_LITTLE_ENDIAN } from "./sop-classes";
import { Status } from "./status";
import { chooseContext } from "./storage-contexts";
import type { AcceptedContext, Association } from "./upper-layer/association";
import { AssociationError } from "./upper-layer/association-error";
import { CommandField } from "./upper-layer/command-set";
import type { DataSetToSend } from "./upper-layer/message-writer";

/** What the peer answered, or why it was never asked. */
export interface StoreResult {
  status: number;
  comment?: string;
}

export interface MoveOriginator {
  aeTitle: string;
  messageId: number;
}

const MEDIUM_PRIORITY = 0;

/**
 * One C-STORE request on an association (PS3.7 9.1.1). What is wrong with this instance alone is a result.
 * @throws AssociationError when the association is of no more use
 */
export async function sendInstance(
  association: Association,
  instance: OutgoingInstance,
  {
    contexts = association.agreement.accepted,
    originator,
  }: { contexts?: ReadonlyMap<number, AcceptedContext>; originator?: MoveOriginator } = {},
): Promise<StoreResult> {
  const context = chooseContext(contexts, instance);
  if (!context)
    return {
      status: Status.sopClassNotSupported,
      comment: "the peer accepts neither class nor transfer syntax",
    };
  try {
    const dataSet = await dataSetIn(instance, context.transferSyntax);
    if (!dataSet)
      return { status: Status.sopClassNotSupported, comment: "the peer doesn't accept the transfer syntax" };
    const response = await association.request(
      context.contextId,
      {
        commandField: CommandField.storeRequest,
        affectedSopClassUid: instance.sopClassUid,
        affectedSopInstanceUid: instance.sopInstanceUid,
        priority: MEDIUM_PRIORITY,
        moveOriginatorAeTitle: originator?.aeTitle,
        moveOriginatorMessageId: originator?.messageId,
      },
      dataSet,
    );
    return { status: response.status ?? Status.processingFailure, comment: response.errorComment };
  } catch (error) {
    if (error instanceof AssociationError) throw error;
    return { status: Status.processingFailure, comment: "the instance can't be read" };
  }
}

/** Undefined when the instance has no form in that transfer syntax. */
async function dataSetIn(
  { transferSyntaxUid, dataSetLength, dataSet, storedInstanceId }: OutgoingInstance,
  wanted: string,
): Promise<DataSetToSend | undefined> {
  if (wanted === transferSyntaxUid) return { bytes: dataSet(), length: dataSetLength };
  if (transferSyntaxUid === EXPLICIT_LITTLE_ENDIAN) return { bytes: toImplicitVr(dataSet()) };
  if (storedInstanceId === undefined) return undefined;
  const explicit = await explicitForm(storedInstanceId).catch((error: unknown) => {
    if (error instanceof ProblemError) return undefined;
    throw error;
  });
  if (!explicit || wanted === EXPLICIT_LITTLE_ENDIAN) return explicit;
  return { bytes: toImplicitVr(explicit.bytes) };
}
