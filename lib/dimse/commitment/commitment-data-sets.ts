import { type DataSet, type DicomObject, getItems, getNumber, getString, isAcceptableUid } from "@/lib/dicom";
import { RequestRefusal } from "../request-refusal";
import { Status } from "../status";

/** Data sets of the Storage Commitment Push Model (PS3.4 J.3.2.1.1, J.3.3.1.1). */

/** The one instance of the SOP class. */
export const COMMITMENT_INSTANCE = "1.2.840.10008.1.20.1.1";
export const REQUEST_ACTION = 1;
export const Event = { allCommitted: 1, failuresExist: 2 } as const;

/** Failure Reasons of PS3.3 C.14.1.1. */
export const FailureReason = {
  processingFailure: 0x0110,
  noSuchObjectInstance: 0x0112,
  classInstanceConflict: 0x0119,
} as const;

export interface InstanceReference {
  sopClassUid: string;
  sopInstanceUid: string;
}

export interface CommitmentRequest {
  transactionUid: string;
  instances: InstanceReference[];
}

/** What an archive says about each instance that it was asked about. */
export interface CommitmentResult {
  transactionUid: string;
  committed: string[];
  failed: { sopInstanceUid: string; reason: number }[];
}

const MOST_REFERENCES = 20_000;

/** @throws RequestRefusal */
export function parseCommitmentRequest(dataSet: DataSet): CommitmentRequest {
  const transactionUid = transactionOf(dataSet);
  const instances = getItems(dataSet, "ReferencedSOPSequence").map((item) => ({
    sopClassUid: getString(item, "ReferencedSOPClassUID") ?? "",
    sopInstanceUid: getString(item, "ReferencedSOPInstanceUID") ?? "",
  }));
  if (instances.length === 0 || instances.length > MOST_REFERENCES)
    throw new RequestRefusal(Status.processingFailure, "no references, or too many");
  return { transactionUid, instances };
}

/** @throws RequestRefusal */
export function parseCommitmentReport(dataSet: DataSet): CommitmentResult {
  const uidOf = (item: DataSet) => getString(item, "ReferencedSOPInstanceUID") ?? "";
  return {
    transactionUid: transactionOf(dataSet),
    committed: getItems(dataSet, "ReferencedSOPSequence").map(uidOf),
    failed: getItems(dataSet, "FailedSOPSequence").map((item) => ({
      sopInstanceUid: uidOf(item),
      reason: getNumber(item, "FailureReason") ?? FailureReason.processingFailure,
    })),
  };
}

function transactionOf(dataSet: DataSet): string {
  const uid = getString(dataSet, "TransactionUID") ?? "";
  if (!isAcceptableUid(uid))
    throw new RequestRefusal(Status.processingFailure, "the Transaction UID is missing");
  return uid;
}

export function commitmentRequest({ transactionUid, instances }: CommitmentRequest): DicomObject {
  return { TransactionUID: transactionUid, ReferencedSOPSequence: instances.map(referenceItem) };
}

export interface Verdict extends InstanceReference {
  /** Absent when the instance is kept. */
  failureReason?: number;
}

export function commitmentReport(transactionUid: string, verdicts: Verdict[]): DicomObject {
  const committed = verdicts.filter(({ failureReason }) => failureReason === undefined);
  const failed = verdicts.filter(({ failureReason }) => failureReason !== undefined);
  return {
    TransactionUID: transactionUid,
    ...(committed.length > 0 && { ReferencedSOPSequence: committed.map(referenceItem) }),
    ...(failed.length > 0 && {
      FailedSOPSequence: failed.map((verdict) => ({
        ...referenceItem(verdict),
        FailureReason: verdict.failureReason ?? null,
      })),
    }),
  };
}

const referenceItem = ({ sopClassUid, sopInstanceUid }: InstanceReference): DicomObject => ({
  ReferencedSOPClassUID: sopClassUid,
  ReferencedSOPInstanceUID: sopInstanceUid,
});
