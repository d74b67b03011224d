import { decodeText } from "../character-set";

const utf8 = new TextEncoder();
const tables = new Map<string, Map<string, number>>();

export const isPlain = (text: string): boolean => /^[\x20-\x7e\r\n\t\f]*$/.test(text);
export const isUtf8 = (terms: readonly string[]): boolean => /192|utf-?8/i.test(terms[0] ?? "");

/**
 * Text under the given defined terms of Specific Character Set; undefined when it doesn't fit. Every set has
 * ASCII; beyond that UTF-8 and the single-byte sets are written, not those with code extensions.
 */
export function encodeText(text: string, terms: readonly string[]): Uint8Array | undefined {
  if (isPlain(text) || isUtf8(terms)) return utf8.encode(text);
  const table = tableOf(terms[0] ?? "");
  const bytes: number[] = [];
  for (const character of text) {
    const byte = isPlain(character) ? character.charCodeAt(0) : table.get(character);
    if (byte === undefined) return undefined;
    bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}

/** The upper half of a single-byte set, as the reader decodes it; empty for all others. */
function tableOf(term: string): Map<string, number> {
  let table = tables.get(term);
  if (!table) {
    table = new Map();
    const number = /^ISO.*?IR[ _-]*(\d+)$/i.exec(term)?.[1] ?? "";
    if (["100", "101", "109", "110", "126", "127", "138", "144", "148", "166", "203"].includes(number))
      for (let byte = 0xa0; byte <= 0xff; byte++) {
        const character = decodeText(Uint8Array.of(byte), [`ISO_IR ${number}`]);
        if (character !== "\ufffd") table.set(character, byte);
      }
    if (tables.size < 100) tables.set(term, table);
  }
  return table;
}
