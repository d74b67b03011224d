import { ProtocolError } from "./pdu";

/** A DIMSE command (PS3.7 annex E), the elements that we use; always Implicit VR Little Endian. */
export interface CommandSet {
  commandField: number;
  hasDataSet: boolean;
  affectedSopClassUid?: string;
  requestedSopClassUid?: string;
  messageId?: number;
  messageIdBeingRespondedTo?: number;
  moveDestination?: string;
  priority?: number;
  status?: number;
  errorComment?: string;
  affectedSopInstanceUid?: string;
  requestedSopInstanceUid?: string;
  eventTypeId?: number;
  actionTypeId?: number;
  remainingSubOperations?: number;
  completedSubOperations?: number;
  failedSubOperations?: number;
  warningSubOperations?: number;
  moveOriginatorAeTitle?: string;
  moveOriginatorMessageId?: number;
}

export const CommandField = {
  storeRequest: 0x0001,
  getRequest: 0x0010,
  findRequest: 0x0020,
  moveRequest: 0x0021,
  echoRequest: 0x0030,
  eventReportRequest: 0x0100,
  setRequest: 0x0120,
  actionRequest: 0x0130,
  createRequest: 0x0140,
  cancelRequest: 0x0fff,
} as const;

export const isResponse = ({ commandField }: CommandSet): boolean => (commandField & 0x8000) !== 0;

type Kind = "uid" | "text" | "number";
type Name = Exclude<keyof CommandSet, "hasDataSet">;

/** In rising order of tags, as they are written. */
const ELEMENTS: [element: number, name: Name | "dataSetType", kind: Kind][] = [
  [0x0002, "affectedSopClassUid", "uid"],
  [0x0003, "requestedSopClassUid", "uid"],
  [0x0100, "commandField", "number"],
  [0x0110, "messageId", "number"],
  [0x0120, "messageIdBeingRespondedTo", "number"],
  [0x0600, "moveDestination", "text"],
  [0x0700, "priority", "number"],
  [0x0800, "dataSetType", "number"],
  [0x0900, "status", "number"],
  [0x0902, "errorComment", "text"],
  [0x1000, "affectedSopInstanceUid", "uid"],
  [0x1001, "requestedSopInstanceUid", "uid"],
  [0x1002, "eventTypeId", "number"],
  [0x1008, "actionTypeId", "number"],
  [0x1020, "remainingSubOperations", "number"],
  [0x1021, "completedSubOperations", "number"],
  [0x1022, "failedSubOperations", "number"],
  [0x1023, "warningSubOperations", "number"],
  [0x1030, "moveOriginatorAeTitle", "text"],
  [0x1031, "moveOriginatorMessageId", "number"],
];
const BY_ELEMENT = new Map(ELEMENTS.map(([element, name, kind]) => [element, { name, kind }]));

const GROUP_LENGTH = 0x0000;
const NO_DATA_SET = 0x0101;
const DATA_SET = 0x0001;
/** Sub-operations are counted in 16 bits. */
const MOST = 0xffff;

export function parseCommandSet(bytes: Buffer): CommandSet {
  const values: Record<string, string | number> = {};
  let at = 0;
  while (at < bytes.length) {
    if (at + 8 > bytes.length || bytes.readUInt16LE(at) !== 0)
      throw new ProtocolError("command set is malformed");
    const end = at + 8 + bytes.readUInt32LE(at + 4);
    if (end > bytes.length) throw new ProtocolError("command element is longer than the command set");
    const known = BY_ELEMENT.get(bytes.readUInt16LE(at + 2));
    const value = bytes.subarray(at + 8, end);
    if (known?.kind === "number") {
      if (value.length >= 2) values[known.name] = value.readUInt16LE(0);
    } else if (known) values[known.name] = textOf(value, known.kind);
    at = end;
  }
  const { dataSetType, ...command } = values;
  if (command.commandField === undefined) throw new ProtocolError("command set has no Command Field");
  return { ...command, hasDataSet: dataSetType !== NO_DATA_SET } as CommandSet;
}

function textOf(value: Buffer, kind: Kind): string {
  const text = value.toString("latin1").replace(/[\0 ]+$/, "");
  return kind === "text" ? text.trimStart() : text;
}

export function encodeCommandSet(command: CommandSet): Buffer {
  const values = { ...command, dataSetType: command.hasDataSet ? DATA_SET : NO_DATA_SET };
  const elements = ELEMENTS.flatMap(([tag, name, kind]) => {
    const value = values[name];
    if (value === undefined) return [];
    return [element(tag, kind === "number" ? number(Number(value)) : text(String(value), kind))];
  });
  const length = Buffer.alloc(4);
  length.writeUInt32LE(elements.reduce((sum, bytes) => sum + bytes.length, 0));
  return Buffer.concat([element(GROUP_LENGTH, length), ...elements]);
}

function text(value: string, kind: Kind): Buffer {
  // Error Comment is an LO of at most 64 characters (PS3.7 E.1-1); nothing else comes near.
  const padded = value.length % 2 === 0 ? value : value + (kind === "uid" ? "\0" : " ");
  return Buffer.from(padded.slice(0, 64), "latin1");
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(Math.min(value, MOST));
  return bytes;
}

function element(tag: number, value: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt16LE(tag, 2);
  header.writeUInt32LE(value.length, 4);
  return Buffer.concat([header, value]);
}
