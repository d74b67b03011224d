/** Value representations of PS3.5 table 6.2-1. */
const VRS =
  "AE AS AT CS DA DS DT FD FL IS LO LT OB OD OF OL OV OW PN SH SL SQ SS ST SV TM UC UI UL UN UR US UT UV";

const KNOWN = new Set<string>(VRS.split(" "));

/** VRs whose explicit form has two reserved bytes and a 32-bit length (PS3.5 7.1.2). */
const LONG_FORM = new Set("OB OD OF OL OV OW SQ SV UC UN UR UT UV".split(" "));

const TEXT = new Set("AE AS CS DA DS DT IS LO LT PN SH ST TM UC UI UR UT".split(" "));

/** Text VRs that Specific Character Set applies to (PS3.5 6.1.2.2). */
const LOCALISED = new Set("LO LT PN SH ST UC UT".split(" "));

/** Text VRs without a value delimiter: a backslash is text there. */
const SINGLE_VALUED = new Set("LT ST UT UR".split(" "));

const WORD_SIZE: Record<string, number> = {
  AT: 2,
  FD: 8,
  FL: 4,
  OD: 8,
  OF: 4,
  OL: 4,
  OV: 8,
  OW: 2,
  SL: 4,
  SS: 2,
  SV: 8,
  UL: 4,
  US: 2,
  UV: 8,
};

export const hasLongForm = (vr: string): boolean => LONG_FORM.has(vr);
export const isTextVr = (vr: string): boolean => TEXT.has(vr);
export const isLocalisedVr = (vr: string): boolean => LOCALISED.has(vr);
export const isSingleValuedVr = (vr: string): boolean => SINGLE_VALUED.has(vr);
/** Bytes per number of a binary VR (1 for byte strings); what byte swapping works on. */
export const wordSize = (vr: string): number => WORD_SIZE[vr] ?? 1;

// VR letters by their two bytes, so that the scanner makes no strings per element.
const BY_CODE = new Map<number, string>(
  [...KNOWN].map((vr) => [(vr.charCodeAt(0) << 8) | vr.charCodeAt(1), vr]),
);

/** The VR two bytes spell, or undefined. */
export function vrFromBytes(first: number, second: number): string | undefined {
  return BY_CODE.get((first << 8) | second);
}

/** Two capital letters: looks like a VR, perhaps of a later edition. */
export function looksLikeVr(first: number, second: number): boolean {
  return first >= 0x41 && first <= 0x5a && second >= 0x41 && second <= 0x5a;
}
