/** What an answer means for one instance; codes are stable, screens translate them. */
export type InstanceFailure =
  | "out_of_resources"
  | "data_set_mismatch"
  | "cannot_understand"
  | "not_accepted"
  | "not_authorized"
  | "transfer_syntax_refused"
  | "processing_failure"
  | "not_committed"
  | "instance_gone"
  | "other_content"
  | "other_patient"
  | "unreadable"
  | "unknown";

const ALREADY_THERE = 0x0111;

/** Stored, with or without a remark (PS3.4 table B.2-1); what the peer has already needs no sending. */
export const isStored = (status: number): boolean =>
  status === 0 || (status & 0xf000) === 0xb000 || status === ALREADY_THERE;

/** Whether the same instance may be taken another time: the peer is full, busy or stumbled. */
export const isPassing = (status: number): boolean => (status & 0xff00) === 0xa700 || status === 0x0110;

/** PS3.7 annex C, PS3.4 B.2.3, PS3.18 table I.2-2, PS3.4 J.3.2. */
export function failureOf(status: number): InstanceFailure {
  if ((status & 0xff00) === 0xa700) return "out_of_resources";
  if ((status & 0xff00) === 0xa900) return "data_set_mismatch";
  // What Beeldbrug itself answers for another content under a known UID: the peer is one too.
  if (status === 0xc111) return "other_content";
  if (status === 0xc122) return "transfer_syntax_refused";
  if ((status & 0xf000) === 0xc000) return "cannot_understand";
  if (status === 0x0122) return "not_accepted";
  if (status === 0x0124) return "not_authorized";
  if (status === 0x0110) return "processing_failure";
  return "unknown";
}

/** Why an attempt as a whole ended early. */
export type TransferFailure =
  | "peer_removed"
  | "address_not_allowed"
  | "unreachable"
  | "rejected"
  | "aborted"
  | "timeout"
  | "lost"
  | "not_supported"
  | "not_authorized"
  | "no_such_service"
  | "busy"
  | "refused"
  | "bad_answer"
  | "credential_unreadable"
  | "commitment_refused"
  | "commitment_unanswered"
  | "study_gone"
  | "share_over"
  | "requester_gone"
  | "storage_full"
  | "internal";

/** Nothing changes by trying again. */
export const isFinal = (code: TransferFailure): boolean =>
  ["peer_removed", "study_gone", "share_over", "requester_gone"].includes(code);
