import { ProtocolError } from "./pdu";

/** A DIMSE command (PS3.7 annex E), the elements that we use; always Implicit VR Little Endian. */
export interface CommandSet {
  affectedSopClassUid?: string;
  commandField: number;
  messageId?: number;
  messageIdBeingRespondedTo?: number;
  hasDataSet: boolean;
  status?: number;
  errorComment?: string;
  affectedSopInstanceUid?: string;
}

export const CommandField = {
  storeRequest: 0x0001,
  storeResponse: 0x8001,
  echoRequest: 0x0030,
  echoResponse: 0x8030,
} as const;

const Tag = {
  groupLength: 0x0000,
  affectedSopClassUid: 0x0002,
  commandField: 0x0100,
  messageId: 0x0110,
  messageIdBeingRespondedTo: 0x0120,
  dataSetType: 0x0800,
  status: 0x0900,
  errorComment: 0x0902,
  affectedSopInstanceUid: 0x1000,
} as const;

const NO_DATA_SET = 0x0101;
const DATA_SET = 0x0001;

export function parseCommandSet(bytes: Buffer): CommandSet {
  const values = new Map<number, Buffer>();
  let at = 0;
  while (at < bytes.length) {
    if (at + 8 > bytes.length || bytes.readUInt16LE(at) !== 0)
      throw new ProtocolError("command set is malformed");
    const end = at + 8 + bytes.readUInt32LE(at + 4);
    if (end > bytes.length) throw new ProtocolError("command element is longer than the command set");
    values.set(bytes.readUInt16LE(at + 2), bytes.subarray(at + 8, end));
    at = end;
  }
  const text = (tag: number) =>
    values
      .get(tag)
      ?.toString("latin1")
      .replace(/[\0 ]+$/, "");
  const number = (tag: number) => {
    const value = values.get(tag);
    return value && value.length >= 2 ? value.readUInt16LE(0) : undefined;
  };
  const commandField = number(Tag.commandField);
  if (commandField === undefined) throw new ProtocolError("command set has no Command Field");
  return {
    commandField,
    affectedSopClassUid: text(Tag.affectedSopClassUid),
    affectedSopInstanceUid: text(Tag.affectedSopInstanceUid),
    messageId: number(Tag.messageId),
    messageIdBeingRespondedTo: number(Tag.messageIdBeingRespondedTo),
    hasDataSet: number(Tag.dataSetType) !== NO_DATA_SET,
    status: number(Tag.status),
  };
}

export function encodeCommandSet(command: CommandSet): Buffer {
  const elements = [
    text(Tag.affectedSopClassUid, command.affectedSopClassUid),
    number(Tag.commandField, command.commandField),
    number(Tag.messageId, command.messageId),
    number(Tag.messageIdBeingRespondedTo, command.messageIdBeingRespondedTo),
    number(Tag.dataSetType, command.hasDataSet ? DATA_SET : NO_DATA_SET),
    number(Tag.status, command.status),
    // LO of at most 64 characters (PS3.7 E.1-1).
    text(Tag.errorComment, command.errorComment?.slice(0, 64), " "),
    text(Tag.affectedSopInstanceUid, command.affectedSopInstanceUid),
  ].filter((bytes): bytes is Buffer => bytes !== undefined);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(elements.reduce((sum, bytes) => sum + bytes.length, 0));
  return Buffer.concat([element(Tag.groupLength, length), ...elements]);
}

function text(tag: number, value: string | undefined, padding = "\0"): Buffer | undefined {
  if (value === undefined) return undefined;
  return element(tag, Buffer.from(value.length % 2 === 0 ? value : value + padding, "latin1"));
}

function number(tag: number, value: number | undefined): Buffer | undefined {
  if (value === undefined) return undefined;
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return element(tag, bytes);
}

function element(tag: number, value: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt16LE(tag, 2);
  header.writeUInt32LE(value.length, 4);
  return Buffer.concat([header, value]);
}
