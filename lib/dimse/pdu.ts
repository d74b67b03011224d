/**
 * The protocol data units of the DICOM upper layer (PS3.8 9.3), as plain objects and as bytes.
 * All integers are big-endian; item lengths are checked against what encloses them.
 */

export const PduType = {
  associateRequest: 0x01,
  associateAccept: 0x02,
  associateReject: 0x03,
  data: 0x04,
  releaseRequest: 0x05,
  releaseResponse: 0x06,
  abort: 0x07,
} as const;

const ItemType = {
  applicationContext: 0x10,
  presentationContextRequest: 0x20,
  presentationContextAccept: 0x21,
  abstractSyntax: 0x30,
  transferSyntax: 0x40,
  userInformation: 0x50,
  maximumLength: 0x51,
  implementationClassUid: 0x52,
  implementationVersionName: 0x55,
} as const;

const APPLICATION_CONTEXT = "1.2.840.10008.3.1.1.1";
const PROTOCOL_VERSION = 1;

export interface ProposedContext {
  /** Odd, 1 to 255. */
  id: number;
  abstractSyntax: string;
  transferSyntaxes: string[];
}

export interface AssociateRequest {
  calledAeTitle: string;
  callingAeTitle: string;
  contexts: ProposedContext[];
  /** Largest P-DATA-TF body the peer takes; 0 means no limit. */
  maximumLength: number;
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
  result: (typeof ContextResult)[keyof typeof ContextResult];
  /** Meaningful when accepted; any of the proposed otherwise. */
  transferSyntax: string;
}

export interface PresentationDataValue {
  contextId: number;
  isCommand: boolean;
  isLast: boolean;
  data: Buffer;
}

/** The peer broke the protocol; answered by an A-ABORT. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
}

/** @param body the bytes after the 6-byte PDU header */
export function parseAssociateRequest(body: Buffer): AssociateRequest {
  if (body.length < 68) throw new ProtocolError("association request is too short");
  if ((body.readUInt16BE(0) & PROTOCOL_VERSION) === 0)
    throw new ProtocolError("protocol version is not supported");
  const request: AssociateRequest = {
    calledAeTitle: body.toString("latin1", 4, 20).trim(),
    callingAeTitle: body.toString("latin1", 20, 36).trim(),
    contexts: [],
    maximumLength: 0,
  };
  for (const item of items(body.subarray(68))) {
    if (item.type === ItemType.presentationContextRequest) request.contexts.push(parseContext(item.data));
    if (item.type === ItemType.userInformation)
      for (const sub of items(item.data))
        if (sub.type === ItemType.maximumLength && sub.data.length === 4)
          request.maximumLength = sub.data.readUInt32BE(0);
  }
  return request;
}

function parseContext(data: Buffer): ProposedContext {
  if (data.length < 4) throw new ProtocolError("presentation context is too short");
  const context: ProposedContext = { id: data.readUInt8(0), abstractSyntax: "", transferSyntaxes: [] };
  for (const item of items(data.subarray(4))) {
    if (item.type === ItemType.abstractSyntax) context.abstractSyntax = uid(item.data);
    if (item.type === ItemType.transferSyntax) context.transferSyntaxes.push(uid(item.data));
  }
  return context;
}

function* items(bytes: Buffer): Generator<{ type: number; data: Buffer }> {
  let at = 0;
  while (at < bytes.length) {
    if (at + 4 > bytes.length) throw new ProtocolError("item header is cut off");
    const length = bytes.readUInt16BE(at + 2);
    const end = at + 4 + length;
    if (end > bytes.length) throw new ProtocolError("item is longer than what holds it");
    yield { type: bytes.readUInt8(at), data: bytes.subarray(at + 4, end) };
    at = end;
  }
}

/** UIDs are padded by some senders although PS3.8 says otherwise. */
function uid(bytes: Buffer): string {
  return bytes.toString("latin1").replace(/[\0 ]+$/, "");
}

export function associateAccept(
  request: AssociateRequest,
  contexts: AnsweredContext[],
  own: { maximumLength: number; implementationClassUid: string; implementationVersionName: string },
): Buffer {
  const maximumLength = Buffer.alloc(4);
  maximumLength.writeUInt32BE(own.maximumLength);
  const head = Buffer.alloc(68);
  head.writeUInt16BE(PROTOCOL_VERSION, 0);
  // PS3.8 table 9-17: the titles are sent back as received.
  head.write(request.calledAeTitle.padEnd(16), 4, "latin1");
  head.write(request.callingAeTitle.padEnd(16), 20, "latin1");
  const body = Buffer.concat([
    head,
    item(ItemType.applicationContext, Buffer.from(APPLICATION_CONTEXT)),
    ...contexts.map(({ id, result, transferSyntax }) =>
      item(
        ItemType.presentationContextAccept,
        Buffer.concat([
          Buffer.from([id, 0, result, 0]),
          item(ItemType.transferSyntax, Buffer.from(transferSyntax)),
        ]),
      ),
    ),
    item(
      ItemType.userInformation,
      Buffer.concat([
        item(ItemType.maximumLength, maximumLength),
        item(ItemType.implementationClassUid, Buffer.from(own.implementationClassUid)),
        item(ItemType.implementationVersionName, Buffer.from(own.implementationVersionName)),
      ]),
    ),
  ]);
  return pdu(PduType.associateAccept, body);
}

function item(type: number, data: Buffer): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt8(type, 0);
  header.writeUInt16BE(data.length, 2);
  return Buffer.concat([header, data]);
}

export interface Rejection {
  /** 1 permanent, 2 transient. */
  result: 1 | 2;
  /** 1 service user, 2 ACSE, 3 presentation. */
  source: 1 | 2 | 3;
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

export function releaseResponse(): Buffer {
  return pdu(PduType.releaseResponse, Buffer.alloc(4));
}

/** A-ABORT by the service provider; reasons of PS3.8 table 9-26. */
export function abort(reason: 0 | 1 | 2 | 4 | 5 | 6): Buffer {
  return pdu(PduType.abort, Buffer.from([0, 0, 2, reason]));
}

/** One command or data fragment as a whole PDU, so that it leaves in one write. */
export function dataPdu(contextId: number, isCommand: boolean, isLast: boolean, data: Buffer): Buffer {
  const header = Buffer.alloc(6);
  header.writeUInt32BE(data.length + 2, 0);
  header.writeUInt8(contextId, 4);
  header.writeUInt8((isCommand ? 1 : 0) | (isLast ? 2 : 0), 5);
  return pdu(PduType.data, Buffer.concat([header, data]));
}

export function* presentationDataValues(body: Buffer): Generator<PresentationDataValue> {
  let at = 0;
  while (at < body.length) {
    if (at + 6 > body.length) throw new ProtocolError("presentation data value is cut off");
    const length = body.readUInt32BE(at);
    const end = at + 4 + length;
    if (length < 2 || end > body.length)
      throw new ProtocolError("presentation data value has a wrong length");
    const control = body.readUInt8(at + 5);
    yield {
      contextId: body.readUInt8(at + 4),
      isCommand: (control & 1) === 1,
      isLast: (control & 2) === 2,
      data: body.subarray(at + 6, end),
    };
    at = end;
  }
}

function pdu(type: number, body: Buffer): Buffer {
  const header = Buffer.alloc(6);
  header.writeUInt8(type, 0);
  header.writeUInt32BE(body.length, 2);
  return Buffer.concat([header, body]);
}
