import { IMPLEMENTATION_CLASS_UID, IMPLEMENTATION_VERSION_NAME } from "@/lib/dicom";
import { PduType, ProtocolError, pdu } from "./pdu";

/** A-ASSOCIATE-RQ and -AC (PS3.8 9.3.2, 9.3.3; user information: PS3.7 annex D.3.3). */

const ItemType = {
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

const APPLICATION_CONTEXT = "1.2.840.10008.3.1.1.1";
const PROTOCOL_VERSION = 1;
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

interface Associate {
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

/** @param body the bytes after the 6-byte PDU header */
export function parseAssociateRequest(body: Buffer): AssociateRequest {
  const contexts: ProposedContext[] = [];
  const associate = parseAssociate(body, (item) => {
    if (item.type === ItemType.proposedContext) contexts.push(parseProposedContext(item.data));
  });
  if (new Set(contexts.map(({ id }) => id)).size !== contexts.length)
    throw new ProtocolError("two presentation contexts have one id");
  return { ...associate, contexts };
}

/** @param body the bytes after the 6-byte PDU header */
export function parseAssociateAccept(body: Buffer): AssociateAccept {
  const contexts: AnsweredContext[] = [];
  const associate = parseAssociate(body, ({ type, data }) => {
    if (type !== ItemType.answeredContext) return;
    if (data.length < 4) throw new ProtocolError("presentation context is too short");
    const context: AnsweredContext = { id: data.readUInt8(0), result: data.readUInt8(2), transferSyntax: "" };
    for (const item of items(data.subarray(4)))
      if (item.type === ItemType.transferSyntax) context.transferSyntax = uid(item.data);
    contexts.push(context);
  });
  return { ...associate, contexts };
}

function parseAssociate(body: Buffer, take: (item: Item) => void): Associate {
  if (body.length < 68) throw new ProtocolError("association PDU is too short");
  if ((body.readUInt16BE(0) & PROTOCOL_VERSION) === 0)
    throw new ProtocolError("protocol version is not supported");
  const associate: Associate = {
    calledAeTitle: body.toString("latin1", 4, 20).trim(),
    callingAeTitle: body.toString("latin1", 20, 36).trim(),
    maximumLength: 0,
    roles: [],
    hasOperationsWindow: false,
  };
  for (const item of items(body.subarray(68))) {
    if (item.type === ItemType.userInformation) parseUserInformation(item.data, associate);
    else take(item);
  }
  return associate;
}

function parseUserInformation(bytes: Buffer, associate: Associate): void {
  for (const { type, data } of items(bytes)) {
    if (type === ItemType.maximumLength && data.length === 4) associate.maximumLength = data.readUInt32BE(0);
    if (type === ItemType.operationsWindow) associate.hasOperationsWindow = true;
    if (type === ItemType.roleSelection) associate.roles.push(parseRole(data));
  }
}

function parseRole(data: Buffer): RoleSelection {
  const length = data.length >= 2 ? data.readUInt16BE(0) : 0;
  if (data.length < length + 4) throw new ProtocolError("role selection is too short");
  return {
    sopClassUid: uid(data.subarray(2, 2 + length)),
    isScu: data.readUInt8(2 + length) === 1,
    isScp: data.readUInt8(3 + length) === 1,
  };
}

function parseProposedContext(data: Buffer): ProposedContext {
  if (data.length < 4) throw new ProtocolError("presentation context is too short");
  const context: ProposedContext = { id: data.readUInt8(0), abstractSyntax: "", transferSyntaxes: [] };
  if (context.id % 2 === 0) throw new ProtocolError("a presentation context has an even id");
  for (const item of items(data.subarray(4))) {
    if (item.type === ItemType.abstractSyntax) context.abstractSyntax = uid(item.data);
    if (item.type === ItemType.transferSyntax) context.transferSyntaxes.push(uid(item.data));
  }
  return context;
}

interface Item {
  type: number;
  data: Buffer;
}

/** Lengths are checked against what encloses them. */
function* items(bytes: Buffer): Generator<Item> {
  let at = 0;
  while (at < bytes.length) {
    if (at + 4 > bytes.length) throw new ProtocolError("item header is cut off");
    const end = at + 4 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length) throw new ProtocolError("item is longer than what holds it");
    yield { type: bytes.readUInt8(at), data: bytes.subarray(at + 4, end) };
    at = end;
  }
}

/** UIDs are padded by some senders although PS3.8 says otherwise. */
function uid(bytes: Buffer): string {
  return bytes.toString("latin1").replace(/[\0 ]+$/, "");
}

export function associateRequest(
  request: Pick<AssociateRequest, "calledAeTitle" | "callingAeTitle" | "contexts" | "roles">,
): Buffer {
  const contexts = request.contexts.map(({ id, abstractSyntax, transferSyntaxes }) =>
    item(
      ItemType.proposedContext,
      Buffer.from([id, 0, 0, 0]),
      item(ItemType.abstractSyntax, Buffer.from(abstractSyntax)),
      ...transferSyntaxes.map((syntax) => item(ItemType.transferSyntax, Buffer.from(syntax))),
    ),
  );
  return associate(PduType.associateRequest, request, contexts);
}

/** The titles are sent back as received (PS3.8 table 9-17). */
export function associateAccept(
  request: AssociateRequest,
  answers: AnsweredContext[],
  roles: RoleSelection[],
): Buffer {
  const contexts = answers.map(({ id, result, transferSyntax }) =>
    item(
      ItemType.answeredContext,
      Buffer.from([id, 0, result, 0]),
      item(ItemType.transferSyntax, Buffer.from(transferSyntax)),
    ),
  );
  return associate(PduType.associateAccept, { ...request, roles }, contexts);
}

function associate(
  type: number,
  {
    calledAeTitle,
    callingAeTitle,
    roles,
    hasOperationsWindow = false,
  }: Partial<Associate> & Pick<Associate, "calledAeTitle" | "callingAeTitle" | "roles">,
  contexts: Buffer[],
): Buffer {
  const head = Buffer.alloc(68);
  head.writeUInt16BE(PROTOCOL_VERSION, 0);
  head.write(calledAeTitle.padEnd(16), 4, 16, "latin1");
  head.write(callingAeTitle.padEnd(16), 20, 16, "latin1");
  const maximumLength = Buffer.alloc(4);
  maximumLength.writeUInt32BE(MAXIMUM_LENGTH);
  const userInformation = item(
    ItemType.userInformation,
    item(ItemType.maximumLength, maximumLength),
    item(ItemType.implementationClassUid, Buffer.from(IMPLEMENTATION_CLASS_UID)),
    // One operation at a time each way, whatever was proposed.
    ...(hasOperationsWindow ? [item(ItemType.operationsWindow, Buffer.from([0, 1, 0, 1]))] : []),
    ...roles.map(encodeRole),
    item(ItemType.implementationVersionName, Buffer.from(IMPLEMENTATION_VERSION_NAME)),
  );
  return pdu(
    type,
    Buffer.concat([
      head,
      item(ItemType.applicationContext, Buffer.from(APPLICATION_CONTEXT)),
      ...contexts,
      userInformation,
    ]),
  );
}

function encodeRole({ sopClassUid, isScu, isScp }: RoleSelection): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(sopClassUid.length);
  return item(
    ItemType.roleSelection,
    length,
    Buffer.from(sopClassUid),
    Buffer.from([isScu ? 1 : 0, isScp ? 1 : 0]),
  );
}

function item(type: number, ...parts: Buffer[]): Buffer {
  const data = Buffer.concat(parts);
  const header = Buffer.alloc(4);
  header.writeUInt8(type, 0);
  header.writeUInt16BE(data.length, 2);
  return Buffer.concat([header, data]);
}
