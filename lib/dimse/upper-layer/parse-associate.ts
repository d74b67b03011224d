import {
  type AnsweredContext,
  type Associate,
  type AssociateAccept,
  type AssociateRequest,
  ItemType,
  PROTOCOL_VERSION,
  type ProposedContext,
  type RoleSelection,
} from "./associate";
import { ProtocolError } from "./pdu";

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
