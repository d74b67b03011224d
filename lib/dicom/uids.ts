import { SOP_CLASS_TABLE } from "./sop-class-table";

/** How pixel data is coded: what decides which decoder, and whether a browser can show it. */
export type Compression =
  | "none"
  | "deflate"
  | "deflate-frames"
  | "rle"
  | "jpeg"
  | "jpeg-lossless"
  | "jpeg-ls"
  | "jpeg-2000"
  | "htj2k"
  | "jpeg-xl"
  | "jpip"
  | "video";

export interface TransferSyntax {
  uid: string;
  name: string;
  compression: Compression;
  isLossy: boolean;
  /** Media type of one encapsulated frame in DICOMweb (PS3.18 table 8.7.3-2 ff.). */
  mediaType: string;
}

const OCTETS = "application/octet-stream";

const TRANSFER_SYNTAXES = new Map<string, TransferSyntax>();

function add(
  suffix: string,
  name: string,
  compression: Compression,
  mediaType = OCTETS,
  isLossy = false,
): void {
  const uid = `1.2.840.10008.1.2${suffix}`;
  TRANSFER_SYNTAXES.set(uid, { uid, name, compression, isLossy, mediaType });
}

add("", "Implicit VR Little Endian", "none");
add(".1", "Explicit VR Little Endian", "none");
add(".1.98", "Encapsulated Uncompressed Explicit VR Little Endian", "none");
add(".1.99", "Deflated Explicit VR Little Endian", "deflate");
add(".2", "Explicit VR Big Endian", "none");
add(".4.50", "JPEG Baseline (Process 1)", "jpeg", "image/jpeg", true);
add(".4.51", "JPEG Extended (Process 2 and 4)", "jpeg", "image/jpeg", true);
add(".4.53", "JPEG Spectral Selection (Process 6 and 8)", "jpeg", "image/jpeg", true);
add(".4.55", "JPEG Full Progression (Process 10 and 12)", "jpeg", "image/jpeg", true);
add(".4.57", "JPEG Lossless (Process 14)", "jpeg-lossless", "image/jpeg");
add(".4.70", "JPEG Lossless, First-Order Prediction", "jpeg-lossless", "image/jpeg");
add(".4.80", "JPEG-LS Lossless", "jpeg-ls", "image/jls");
add(".4.81", "JPEG-LS Near-Lossless", "jpeg-ls", "image/jls", true);
add(".4.90", "JPEG 2000 Lossless", "jpeg-2000", "image/jp2");
add(".4.91", "JPEG 2000", "jpeg-2000", "image/jp2", true);
add(".4.92", "JPEG 2000 Part 2 Lossless", "jpeg-2000", "image/jpx");
add(".4.93", "JPEG 2000 Part 2", "jpeg-2000", "image/jpx", true);
add(".4.94", "JPIP Referenced", "jpip");
add(".4.95", "JPIP Referenced Deflate", "jpip");
add(".4.100", "MPEG2 Main Profile / Main Level", "video", "video/mpeg", true);
add(".4.100.1", "Fragmentable MPEG2 Main Profile / Main Level", "video", "video/mpeg", true);
add(".4.101", "MPEG2 Main Profile / High Level", "video", "video/mpeg", true);
add(".4.101.1", "Fragmentable MPEG2 Main Profile / High Level", "video", "video/mpeg", true);
for (const [level, name] of [
  ["102", "MPEG-4 AVC/H.264 High Profile / Level 4.1"],
  ["103", "MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1"],
  ["104", "MPEG-4 AVC/H.264 High Profile / Level 4.2 for 2D Video"],
  ["105", "MPEG-4 AVC/H.264 High Profile / Level 4.2 for 3D Video"],
  ["106", "MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2"],
] as const) {
  add(`.4.${level}`, name, "video", "video/mp4", true);
  add(`.4.${level}.1`, `Fragmentable ${name}`, "video", "video/mp4", true);
}
add(".4.107", "HEVC/H.265 Main Profile / Level 5.1", "video", "video/H265", true);
add(".4.108", "HEVC/H.265 Main 10 Profile / Level 5.1", "video", "video/H265", true);
add(".4.110", "JPEG XL Lossless", "jpeg-xl", "image/jxl");
add(".4.111", "JPEG XL JPEG Recompression", "jpeg-xl", "image/jxl", true);
add(".4.112", "JPEG XL", "jpeg-xl", "image/jxl", true);
add(".4.201", "High-Throughput JPEG 2000 Lossless", "htj2k", "image/jphc");
add(".4.202", "High-Throughput JPEG 2000 with RPCL Lossless", "htj2k", "image/jphc");
add(".4.203", "High-Throughput JPEG 2000", "htj2k", "image/jphc", true);
add(".5", "RLE Lossless", "rle", "image/dicom-rle");
add(".8.1", "Deflated Image Frame Compression", "deflate-frames", "application/deflate");

export function transferSyntax(uid: string): TransferSyntax | undefined {
  return TRANSFER_SYNTAXES.get(uid);
}

/** All transfer syntaxes that are stored as they come. */
export function knownTransferSyntaxes(): TransferSyntax[] {
  return [...TRANSFER_SYNTAXES.values()];
}

export const isKnownTransferSyntax = (uid: string): boolean => TRANSFER_SYNTAXES.has(uid);

export const isVideoTransferSyntax = (uid: string): boolean =>
  TRANSFER_SYNTAXES.get(uid)?.compression === "video";

export type SopClassKind =
  | "image"
  | "segmentation"
  | "document"
  | "report"
  | "key-objects"
  | "presentation"
  | "waveform"
  | "radiotherapy"
  | "registration"
  | "measurement"
  | "raw"
  | "other";

export interface SopClass {
  uid: string;
  name: string;
  kind: SopClassKind;
  /** Directory record type in a DICOMDIR (PS3.3 F.4). */
  recordType: string;
}

const KINDS: Record<string, SopClassKind> = {
  IMAGE: "image",
  "ENCAP DOC": "document",
  "SR DOCUMENT": "report",
  "KEY OBJECT DOC": "key-objects",
  PRESENTATION: "presentation",
  WAVEFORM: "waveform",
  "RT DOSE": "radiotherapy",
  "RT STRUCTURE SET": "radiotherapy",
  "RT PLAN": "radiotherapy",
  "RT TREAT RECORD": "radiotherapy",
  RADIOTHERAPY: "radiotherapy",
  PLAN: "radiotherapy",
  REGISTRATION: "registration",
  FIDUCIAL: "registration",
  MEASUREMENT: "measurement",
  "RAW DATA": "raw",
  SPECTROSCOPY: "raw",
};

let sopClasses: Map<string, SopClass> | undefined;

function loadSopClasses(): Map<string, SopClass> {
  sopClasses ??= new Map(
    SOP_CLASS_TABLE.trim()
      .split("\n")
      .map((line): [string, SopClass] => {
        const [suffix = "", recordType = "", name = ""] = line.split("|");
        const uid = `1.2.840.10008.5.1.4.${suffix}`;
        const kind =
          name.endsWith("Segmentation") && recordType !== "PRESENTATION" ? "segmentation" : KINDS[recordType];
        return [uid, { uid, name, recordType, kind: kind ?? "other" }];
      }),
  );
  return sopClasses;
}

/** A storage SOP class; undefined for private and unknown ones. */
export function sopClass(uid: string): SopClass | undefined {
  return loadSopClasses().get(uid);
}

export function storageSopClasses(): SopClass[] {
  return [...loadSopClasses().values()];
}

export const SOP_CLASS = {
  mediaStorageDirectory: "1.2.840.10008.1.3.10",
  computedRadiography: "1.2.840.10008.5.1.4.1.1.1",
  digitalXRay: "1.2.840.10008.5.1.4.1.1.1.1",
  ct: "1.2.840.10008.5.1.4.1.1.2",
  mr: "1.2.840.10008.5.1.4.1.1.4",
  ultrasoundMultiFrame: "1.2.840.10008.5.1.4.1.1.3.1",
  secondaryCapture: "1.2.840.10008.5.1.4.1.1.7",
  basicTextSr: "1.2.840.10008.5.1.4.1.1.88.11",
  encapsulatedPdf: "1.2.840.10008.5.1.4.1.1.104.1",
} as const;

/** Digits and dots, no empty component, at most 64 characters: safe in keys, paths and URLs. */
export function isAcceptableUid(uid: string): boolean {
  return uid.length <= 64 && /^\d+(\.\d+)+$/.test(uid);
}

/** A UID by the letter of PS3.5 9.1: root 0, 1 or 2 and no leading zeros. */
export function isValidUid(uid: string): boolean {
  return uid.length <= 64 && /^[0-2](\.(0|[1-9]\d*))+$/.test(uid);
}

/** A new UID below 2.25 from a random UUID (PS3.5 B.2). */
export function newUid(): string {
  return uidFromUuid(crypto.randomUUID());
}

export function uidFromUuid(uuid: string): string {
  return `2.25.${BigInt(`0x${uuid.replaceAll("-", "")}`)}`;
}
