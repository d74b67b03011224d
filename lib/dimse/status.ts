/** Statuses of responses (PS3.7 annex C; by service PS3.4 B.2.3, C.4). */
export const Status = {
  success: 0x0000,
  invalidAttributeValue: 0x0106,
  processingFailure: 0x0110,
  duplicateInstance: 0x0111,
  noSuchInstance: 0x0112,
  invalidInstance: 0x0117,
  missingAttribute: 0x0120,
  sopClassNotSupported: 0x0122,
  noSuchAction: 0x0123,
  unrecognizedOperation: 0x0211,
  moveDestinationUnknown: 0xa801,
  cannotPerformSubOperations: 0xa702,
  sopClassMismatch: 0xa900,
  subOperationsWithFailures: 0xb000,
  unableToProcess: 0xc000,
  cancelled: 0xfe00,
  pending: 0xff00,
  pendingWithUnsupportedKeys: 0xff01,
} as const;

/** B000, B006, B007: the instance was stored, with a remark (PS3.4 table B.2-1). */
export const isStored = (status: number): boolean =>
  status === Status.success || (status & 0xf000) === 0xb000;
