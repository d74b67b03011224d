/** The protocol data units of the DICOM upper layer (PS3.8 9.3). All integers are big-endian. */

export const PduType = {
  associateRequest: 0x01,
  associateAccept: 0x02,
  associateReject: 0x03,
  data: 0x04,
  releaseRequest: 0x05,
  releaseResponse: 0x06,
  abort: 0x07,
} as const;

/** The peer broke the protocol; answered by an A-ABORT. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
}

export interface Rejection {
  /** 1 permanent, 2 transient. */
  result: number;
  /** 1 service user, 2 ACSE, 3 presentation. */
  source: number;
  reason: number;
}

/** PS3.8 table 9-21. */
export const Rejections = {
  callingAeTitleNotRecognized: { result: 1, source: 1, reason: 3 },
  calledAeTitleNotRecognized: { result: 1, source: 1, reason: 7 },
  temporaryCongestion: { result: 2, source: 3, reason: 1 },
} as const satisfies Record<string, Rejection>;

export function associateReject({ result, source, reason }: Rejection): Buffer {
  return pdu(PduType.associateReject, Buffer.from([0, result, source, reason]));
}

/** @param body the bytes after the 6-byte PDU header */
export function parseAssociateReject(body: Buffer): Rejection {
  if (body.length < 4) throw new ProtocolError("association rejection is too short");
  return { result: body.readUInt8(1), source: body.readUInt8(2), reason: body.readUInt8(3) };
}

export const releaseRequest = (): Buffer => pdu(PduType.releaseRequest, Buffer.alloc(4));

export const releaseResponse = (): Buffer => pdu(PduType.releaseResponse, Buffer.alloc(4));

/** A-ABORT by the service user. */
export const abortByUser = (): Buffer => pdu(PduType.abort, Buffer.alloc(4));

/** A-ABORT by the service provider; reasons of PS3.8 table 9-26. */
export const abortByProvider = (reason: 0 | 1 | 2 | 4 | 5 | 6): Buffer =>
  pdu(PduType.abort, Buffer.from([0, 0, 2, reason]));

/** What stands before a fragment that has a P-DATA-TF PDU of its own. */
export function dataHeader(contextId: number, isCommand: boolean, isLast: boolean, length: number): Buffer {
  const header = Buffer.allocUnsafe(12);
  header.writeUInt16BE(PduType.data << 8, 0);
  header.writeUInt32BE(length + 6, 2);
  header.writeUInt32BE(length + 2, 6);
  header.writeUInt8(contextId, 10);
  header.writeUInt8((isCommand ? 1 : 0) | (isLast ? 2 : 0), 11);
  return header;
}

export function pdu(type: number, body: Buffer): Buffer {
  const header = Buffer.alloc(6);
  header.writeUInt8(type, 0);
  header.writeUInt32BE(body.length, 2);
  return Buffer.concat([header, body]);
}
