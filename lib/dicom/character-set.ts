import type { DataSet } from "./model";
import { TAG } from "./tags";
import { trimBothOf, trimEndOf } from "./trim";

/** WHATWG labels of the single-byte sets' G1 half (and of the whole, as G0 is ASCII), by ISO-IR number. */
const SINGLE_BYTE: Record<string, string> = {
  "6": "windows-1252",
  "100": "windows-1252",
  "101": "iso-8859-2",
  "109": "iso-8859-3",
  "110": "iso-8859-4",
  "126": "iso-8859-7",
  "127": "iso-8859-6",
  "138": "iso-8859-8",
  "144": "iso-8859-5",
  "148": "windows-1254",
  "166": "windows-874",
  "203": "iso-8859-15",
  "13": "shift_jis",
};

/** Sets that are invoked by escape sequence into G1 and take two bytes there. */
const DOUBLE_BYTE_G1: Record<string, string> = { "149": "euc-kr", "58": "gb18030" };

type G0 = "ascii" | "jisx0208" | "jisx0212";

const ESCAPE = 0x1b;
const decoders = new Map<string, TextDecoder>();

function decodeAs(label: string, bytes: Uint8Array): string {
  let decoder = decoders.get(label);
  if (!decoder) {
    decoder = new TextDecoder(label, { ignoreBOM: true });
    decoders.set(label, decoder);
  }
  return decoder.decode(bytes);
}

/** Defined terms of Specific Character Set for this data set or item, inherited (PS3.3 C.12.1.1.2). */
export function characterSetOf(dataSet: DataSet): readonly string[] {
  for (let at: DataSet | undefined = dataSet; at; at = at.parent) {
    const value = at.elements.get(TAG.SpecificCharacterSet)?.value;
    if (value) return parseTerms(asciiOf(value));
  }
  return [];
}

const parsed = new Map<string, readonly string[]>();

function parseTerms(text: string): readonly string[] {
  let terms = parsed.get(text);
  if (!terms) {
    terms = text.split("\\", 16).map((term) => trimBothOf(term, " \0").slice(0, 32));
    if (terms.every((term) => term === "")) terms = [];
    if (parsed.size < 1000 && text.length < 256) parsed.set(text, terms);
  }
  return terms;
}

/** Bytes as they are, one character each: for the text VRs that no character set applies to. */
export function asciiOf(bytes: Uint8Array): string {
  if (bytes.length < 4096) return String.fromCharCode.apply(null, bytes as unknown as number[]);
  return decodeAs("windows-1252", bytes);
}

function isAscii(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte >= 0x80 || byte === ESCAPE) return false;
  return true;
}

/**
 * Text of an element under the given defined terms (PS3.5 6.1). Never throws: unknown terms, wrong bytes and
 * undeclared UTF-8 are read as well as can be. `isPersonName`: code extensions also end at ^ and =.
 */
export function decodeText(bytes: Uint8Array, terms: readonly string[], isPersonName = false): string {
  const text = isAscii(bytes) ? asciiOf(bytes) : decodeBeyondAscii(bytes, terms, isPersonName);
  // PostgreSQL text cannot hold NUL, and no VR allows it inside a value.
  return text.includes("\0") ? text.replaceAll("\0", "") : text;
}

function decodeBeyondAscii(bytes: Uint8Array, terms: readonly string[], isPersonName: boolean): string {
  const first = terms[0] ?? "";
  if (/192|utf-?8/i.test(first)) return decodeUtf8(bytes) ?? decodeAs("windows-1252", bytes);
  if (/^GB(18030|K)/i.test(first)) return decodeAs("gb18030", bytes);
  if (bytes.includes(ESCAPE)) return decodeIso2022(bytes, terms, isPersonName);
  const label = SINGLE_BYTE[isoNumber(first)];
  if (label && first !== "") return decodeAs(label, bytes);
  const doubleByte = terms
    .map((term) => DOUBLE_BYTE_G1[isoNumber(term)])
    .find((found) => found !== undefined);
  return decodeUtf8(bytes) ?? decodeAs(doubleByte ?? "windows-1252", bytes);
}

/** "ISO_IR 100", "ISO 2022 IR 100", and the common misspellings "ISO-IR 100", "ISO_IR_100" → "100". */
function isoNumber(term: string): string {
  return /^ISO.*?IR[ _-]*(\d+)$/i.exec(term)?.[1] ?? "";
}

/** undefined when the bytes are clearly something else; a value cut within a character is still UTF-8. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  const text = decodeAs("utf-8", bytes);
  if (!text.includes("\ufffd")) return text;
  const withoutTail = trimEndOf(text, "\ufffd");
  return withoutTail.includes("\ufffd") || isAscii(new TextEncoder().encode(withoutTail)) ? undefined : text;
}

interface CodeState {
  g0: G0;
  g1: string;
}

/** Code extensions (PS3.5 6.1.2.5): G0 and G1 change by escape sequence, and fall back at delimiters. */
function decodeIso2022(bytes: Uint8Array, terms: readonly string[], isPersonName: boolean): string {
  const initialG1 = SINGLE_BYTE[isoNumber(terms[0] ?? "")] ?? "windows-1252";
  const state: CodeState = { g0: "ascii", g1: initialG1 };
  let text = "";
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at] as number;
    if (byte === ESCAPE) {
      const used = applyEscape(bytes, at, state);
      at += Math.max(1, used);
    } else if (byte < 0x80 && state.g0 !== "ascii" && byte > 0x20 && at + 1 < bytes.length) {
      const pair = [byte | 0x80, (bytes[at + 1] as number) | 0x80];
      text += decodeAs("euc-jp", Uint8Array.from(state.g0 === "jisx0212" ? [0x8f, ...pair] : pair));
      at += 2;
    } else if (byte < 0x80) {
      if (isDelimiter(byte, isPersonName)) {
        state.g0 = "ascii";
        state.g1 = initialG1;
      }
      text += String.fromCharCode(byte);
      at += 1;
    } else {
      let end = at + 1;
      while (end < bytes.length && (bytes[end] as number) >= 0x80) end += 1;
      text += decodeAs(state.g1, bytes.subarray(at, end));
      at = end;
    }
  }
  return text;
}

function isDelimiter(byte: number, isPersonName: boolean): boolean {
  const isControl = byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x0c;
  return isControl || byte === 0x5c || (isPersonName && (byte === 0x5e || byte === 0x3d));
}

const SINGLE_BYTE_FINALS: Record<string, string> = {
  A: "windows-1252",
  B: "iso-8859-2",
  C: "iso-8859-3",
  D: "iso-8859-4",
  F: "iso-8859-7",
  G: "iso-8859-6",
  H: "iso-8859-8",
  L: "iso-8859-5",
  M: "windows-1254",
  T: "windows-874",
  b: "iso-8859-15",
};

/** The escape sequences of PS3.3 tables C.12-3 and C.12-4; answers how many bytes it took. */
function applyEscape(bytes: Uint8Array, at: number, state: CodeState): number {
  const sequence = String.fromCharCode(...bytes.subarray(at + 1, at + 4));
  const final = sequence[1] ?? "";
  if (sequence.startsWith("$(D")) return set(state, "jisx0212", undefined, 4);
  if (sequence.startsWith("$)C")) return set(state, undefined, "euc-kr", 4);
  if (sequence.startsWith("$)A")) return set(state, undefined, "gb18030", 4);
  if (sequence.startsWith("$B") || sequence.startsWith("$@")) return set(state, "jisx0208", undefined, 3);
  if (sequence.startsWith("(")) return set(state, "ascii", undefined, 3);
  if (sequence.startsWith(")I")) return set(state, undefined, "shift_jis", 3);
  if (sequence.startsWith("-")) return set(state, undefined, SINGLE_BYTE_FINALS[final] ?? state.g1, 3);
  return 1;
}

function set(state: CodeState, g0: G0 | undefined, g1: string | undefined, used: number): number {
  if (g0) state.g0 = g0;
  if (g1) state.g1 = g1;
  return used;
}
