import { storage } from "@/lib/storage";
import type { FrameDescription, LookupTable, Window } from "./frame-description";
import { frameTransferSyntax } from "./read-frame";
import type { StoredInstance } from "./stored-instance";

interface Attribute {
  vr: string;
  Value?: unknown[];
  InlineBinary?: string;
  BulkDataURI?: string;
}
type DataSet = Record<string, Attribute>;

/** Their Modality LUT says what was measured and is not for display (PS3.3 C.8.7.1.1.2). */
const X_RAY_ANGIOGRAPHY = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.12\.[12]$/;

/** What the metadata says about the pixels of one frame (from 1), functional groups included (PS3.3 C.7.6.16). */
export async function describeFrame(
  instance: StoredInstance,
  metadata: DataSet,
  frame: number,
): Promise<FrameDescription> {
  const number = (tag: string, otherwise: number) => numbers(metadata, tag)[0] ?? otherwise;
  /** None where it isn't whole or below zero, as a wrong VR can make it: then nothing is decoded. */
  const count = (tag: string, otherwise: number) => {
    const value = number(tag, otherwise);
    return Number.isSafeInteger(value) && value > 0 ? value : 0;
  };
  const bitsAllocated = count("00280100", 16);
  const isSigned = number("00280103", 0) === 1;
  const description: FrameDescription = {
    transferSyntaxUid: frameTransferSyntax(instance),
    rows: count("00280010", 0),
    columns: count("00280011", 0),
    samplesPerPixel: count("00280002", 1),
    bitsAllocated,
    bitsStored: number("00280101", bitsAllocated),
    highBit: number("00280102", number("00280101", bitsAllocated) - 1),
    isSigned,
    isFloat: metadata["7FE00008"] !== undefined || metadata["7FE00009"] !== undefined,
    isPlanar: number("00280006", 0) === 1,
    photometricInterpretation: text(metadata, "00280004") ?? "MONOCHROME2",
    slope: 1,
    intercept: 0,
    isInverse: text(metadata, "20500020") === "INVERSE",
  };
  const padding = numbers(metadata, "00280120")[0];
  if (padding !== undefined) description.paddingValue = padding;

  const transformation = groupItem(metadata, frame, "00289145") ?? metadata;
  description.slope = numbers(transformation, "00281053")[0] || 1;
  description.intercept = numbers(transformation, "00281052")[0] ?? 0;
  const modalityLut = await tableOf(instance, items(metadata, "00283000")[0], isSigned);
  if (modalityLut && !X_RAY_ANGIOGRAPHY.test(instance.sopClassUid)) description.modalityLut = modalityLut;

  const voi = groupItem(metadata, frame, "00289132") ?? metadata;
  const window = windowOf(voi);
  if (window) description.window = window;
  const voiLut = window ? undefined : await tableOf(instance, items(metadata, "00283010")[0], isSigned);
  if (voiLut) description.voiLut = voiLut;

  if (description.photometricInterpretation === "PALETTE COLOR") {
    const palette = await Promise.all(["1", "2", "3"].map((color) => paletteOf(instance, metadata, color)));
    const [red, green, blue] = palette;
    if (red && green && blue) description.palette = [red, green, blue];
  }
  return description;
}

function windowOf(dataSet: DataSet): Window | undefined {
  const center = numbers(dataSet, "00281050")[0];
  const width = numbers(dataSet, "00281051")[0];
  if (center === undefined || width === undefined || !(width > 0)) return undefined;
  const shape =
    { LINEAR_EXACT: "linear-exact", SIGMOID: "sigmoid" }[text(dataSet, "00281056") ?? ""] ?? "linear";
  return { center, width, shape: shape as Window["shape"] };
}

/** The macro's item of this frame, or the one that all frames share. */
function groupItem(metadata: DataSet, frame: number, tag: string): DataSet | undefined {
  const perFrame = items(metadata, "52009230")[frame - 1];
  const shared = items(metadata, "52009229")[0];
  return (perFrame && items(perFrame, tag)[0]) ?? (shared && items(shared, tag)[0]);
}

/** A Modality or VOI LUT: (0028,3002) descriptor and (0028,3006) data. */
async function tableOf(
  instance: StoredInstance,
  item: DataSet | undefined,
  isSigned: boolean,
): Promise<LookupTable | undefined> {
  return item && lookupTable(instance, numbers(item, "00283002"), item["00283006"], isSigned);
}

async function paletteOf(
  instance: StoredInstance,
  metadata: DataSet,
  color: string,
): Promise<LookupTable | undefined> {
  return lookupTable(instance, numbers(metadata, `0028110${color}`), metadata[`0028120${color}`], false);
}

async function lookupTable(
  instance: StoredInstance,
  [entries = 0, first = 0, bits = 16]: number[],
  data: Attribute | undefined,
  isSigned: boolean,
): Promise<LookupTable | undefined> {
  // A descriptor's 0 stands for 65536 entries, and its first value is signed when the pixels are.
  const count = (entries & 0xffff) === 0 ? 65_536 : entries & 0xffff;
  const start = isSigned ? (first << 16) >> 16 : first & 0xffff;
  const values = await tableValues(instance, data, count, bits);
  return values && { first: start, bits, values };
}

async function tableValues(
  instance: StoredInstance,
  data: Attribute | undefined,
  count: number,
  bits: number,
): Promise<Uint16Array | undefined> {
  if (!data) return undefined;
  if (data.Value) return Uint16Array.from(data.Value as number[]);
  const bytes = await bytesOf(instance, data);
  if (!bytes) return undefined;
  // 8-bit tables come packed two to a word, or with one byte per entry (PS3.3 C.7.6.3.1.6).
  if (bits <= 8 && bytes.length < count * 2) return Uint16Array.from(bytes.subarray(0, count));
  return Uint16Array.from({ length: Math.min(count, bytes.length >> 1) }, (_, at) =>
    bytes.readUInt16LE(at * 2),
  );
}

const MOST_TABLE_BYTES = 256 * 1024;

async function bytesOf(instance: StoredInstance, data: Attribute): Promise<Buffer | undefined> {
  if (data.InlineBinary !== undefined) return Buffer.from(data.InlineBinary, "base64");
  const place = /\?offset=(\d+)&length=(\d+)$/.exec(data.BulkDataURI ?? "");
  if (!place || Number(place[2]) > MOST_TABLE_BYTES) return undefined;
  const bytes = Buffer.alloc(Number(place[2]));
  await storage.readInto(instance.objectKey, bytes, instance.offset + Number(place[1]));
  return bytes;
}

function numbers(dataSet: DataSet, tag: string): number[] {
  return (dataSet[tag]?.Value ?? []).map(Number).filter(Number.isFinite);
}

function text(dataSet: DataSet, tag: string): string | undefined {
  const value = dataSet[tag]?.Value?.[0];
  return typeof value === "string" ? value : undefined;
}

function items(dataSet: DataSet, tag: string): DataSet[] {
  return (dataSet[tag]?.Value ?? []) as DataSet[];
}
