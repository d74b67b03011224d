export type {
  CommitmentRequest,
  CommitmentResult,
} from "./commitment/commitment-data-sets";
export { requestCommitment } from "./commitment/commitment-scu";
export { reportCommitment } from "./commitment/report-commitment";
export { type DimseServer, startDimse } from "./dimse-server";
export { commitmentReport } from "./jobs";
export { type OutgoingInstance, outgoingInstance, storedDataSet } from "./outgoing-instance";
export type { StoreResult } from "./send-instance";
export { isStored } from "./status";
export { storeToPeer } from "./store-scu";
export { AssociationError } from "./upper-layer/association-error";
export type { PeerAddress } from "./upper-layer/request-association";
export { verifyPeer } from "./verify-peer";
