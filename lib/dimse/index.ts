export { type DimseServer, startDimse } from "./dimse-server";
export { type OutgoingInstance, outgoingInstance, storedDataSet } from "./outgoing-instance";
export type { StoreResult } from "./send-instance";
export { isStored } from "./status";
export { storeToPeer } from "./store-scu";
export { AssociationError } from "./upper-layer/association-error";
export type { PeerAddress } from "./upper-layer/request-association";
export { verifyPeer } from "./verify-peer";
