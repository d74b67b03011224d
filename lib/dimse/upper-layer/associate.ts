/** What A-ASSOCIATE-RQ and -AC hold (PS3.8 9.3.2, 9.3.3; user information: PS3.7 annex D.3.3). */

export const ItemType = {
  applicationContext: 0x10,
  proposedContext: 0x20,
  answeredContext: 0x21,
  abstractSyntax: 0x30,
  transferSyntax: 0x40,
  userInformation: 0x50,
  maximumLength: 0x51,
  implementationClassUid: 0x52,
  operationsWindow: 0x53,
  roleSelection: 0x54,
  implementationVersionName: 0x55,
} as const;

export const APPLICATION_CONTEXT = "1.2.840.10008.3.1.1.1";
export const PROTOCOL_VERSION = 1;
/** What we announce: fewer, larger PDUs than the usual 16 KiB. */
export const MAXIMUM_LENGTH = 131_072;
/** Context ids are odd and fit in a byte. */
export const MOST_CONTEXTS = 128;

export interface ProposedContext {
  /** Odd, 1 to 255. */
  id: number;
  abstractSyntax: string;
  transferSyntaxes: string[];
}

/** Results of PS3.8 table 9-18. */
export const ContextResult = {
  acceptance: 0,
  userRejection: 1,
  noReason: 2,
  abstractSyntaxNotSupported: 3,
  transferSyntaxesNotSupported: 4,
} as const;

export interface AnsweredContext {
  id: number;
  result: number;
  /** Meaningful when accepted; any of the proposed otherwise. */
  transferSyntax: string;
}

/** Which roles the requestor may take for a SOP class (PS3.7 D.3.3.4). */
export interface RoleSelection {
  sopClassUid: string;
  isScu: boolean;
  isScp: boolean;
}

export interface Associate {
  calledAeTitle: string;
  callingAeTitle: string;
  /** Largest P-DATA-TF body the sender of this PDU takes; 0 means no limit. */
  maximumLength: number;
  roles: RoleSelection[];
  /** Whether a window of asynchronous operations is proposed or answered (PS3.7 D.3.3.3). */
  hasOperationsWindow: boolean;
}

export interface AssociateRequest extends Associate {
  contexts: ProposedContext[];
}

export interface AssociateAccept extends Associate {
  contexts: AnsweredContext[];
}
