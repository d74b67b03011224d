import type { OutgoingPeer } from "@/lib/peers";

/** An instance on its way: what is said of it beforehand, and its data set (without File Meta) when it is due. */
export interface OutgoingInstance {
  sopClassUid: string;
  sopInstanceUid: string;
  /** In which `dataSet` is encoded. */
  transferSyntaxUid: string;
  /** Bytes of `dataSet`. */
  dataSetLength: number;
  /** A chunk is only valid until the next one is asked for. */
  dataSet(): AsyncIterable<Uint8Array>;
  /** The row it comes from, when its bytes are exactly those stored: protocols may know other forms of it. */
  storedInstanceId?: string;
}

/** A peer's answer for one instance: a DIMSE status, 0 and Bxxx for stored. */
export interface SendResult {
  status: number;
  comment?: string;
}

export interface CommitmentRequest {
  transactionUid: string;
  instances: { sopClassUid: string; sopInstanceUid: string }[];
}

export interface CommitmentResult {
  transactionUid: string;
  committed: string[];
  failed: { sopInstanceUid: string; reason: number }[];
}

/**
 * How a kind of peer is sent to. Errors have a `code`; what had no result when one is thrown wasn't sent. The
 * protocols are rooms above this one: whoever runs transfers brings them along.
 */
export interface SendProtocol {
  send(
    peer: OutgoingPeer,
    instances: AsyncIterable<OutgoingInstance>,
    onResult: (sopInstanceUid: string, result: SendResult) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void>;
  /** Absent where the protocol has none. Answers nothing when the peer tells later (`recordCommitment`). */
  requestCommitment?(
    peer: OutgoingPeer,
    request: CommitmentRequest,
    signal: AbortSignal,
  ): Promise<CommitmentResult | undefined>;
}

export type SendProtocols = Record<OutgoingPeer["protocol"], SendProtocol>;
