import { deflateRawSync } from "node:zlib";
import { fc } from "./fast-check";

/*
 * DICOM files as nobody should write them (PS3.5 7, 10; A.4): right in most places, so that a reader gets far, and
 * wrong in some. Every choice comes from fast-check: a failure shrinks to the least that is wrong.
 */

const SYNTAXES = {
  "1.2.840.10008.1.2": { isExplicit: false, isLittle: true },
  "1.2.840.10008.1.2.1": { isExplicit: true, isLittle: true },
  "1.2.840.10008.1.2.2": { isExplicit: true, isLittle: false },
  "1.2.840.10008.1.2.1.99": { isExplicit: true, isLittle: true },
  "1.2.840.10008.1.2.4.50": { isExplicit: true, isLittle: true },
  "1.2.840.10008.1.2.5": { isExplicit: true, isLittle: true },
} as const;
type SyntaxUid = keyof typeof SYNTAXES;
type Layout = { isExplicit: boolean; isLittle: boolean };

const LONG_FORM = new Set(["OB", "OW", "OF", "OD", "OL", "OV", "SQ", "UC", "UR", "UT", "UN", "SV", "UV"]);
const VRS = [
  "CS",
  "LO",
  "PN",
  "DS",
  "IS",
  "DA",
  "UI",
  "US",
  "SS",
  "UL",
  "FD",
  "AT",
  "UN",
  "UT",
  "OB",
  "OW",
  "??",
];
const UNDEFINED = 0xffffffff;

/** An element to write; `lie` replaces the length that it would have. */
interface Element {
  tag: number;
  vr: string;
  lie?: number;
  value: Uint8Array | Item[];
  /** Of a sequence: a delimiter ends it, or what stands for one. */
  ending?: "length" | "delimiter" | "none";
}
interface Item {
  elements: Element[];
  ending: "length" | "delimiter" | "none";
}

const length = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(0, 1, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, UNDEFINED) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 70_000 }) },
);
/** Once in so many times; wrong everywhere is refused at once. */
const rarely = <T>(times: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: times - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const lie = rarely(40, length);
const ending = fc.constantFrom(
  "length" as const,
  "delimiter" as const,
  "delimiter" as const,
  "none" as const,
);
const tag = fc.oneof(
  fc.constantFrom(
    0x00080005,
    0x00080008,
    0x00080016,
    0x00080060,
    0x00081115,
    0x00100010,
    0x00100020,
    0x00280002,
    0x00280008,
    0x00280010,
    0x00280011,
    0x00280100,
    0x00281052,
    0x52009230,
    0x54000100,
    0x7fe00001,
    0x7fe00002,
    0x00000000,
    0x0002_0010,
    0xfffee000,
    0xfffee00d,
    0xfffee0dd,
    0xfffffffc,
  ),
  fc.integer({ min: 0, max: 0xffffffff }),
);
const value = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc.string({ maxLength: 40 }).map((text) => Buffer.from(text)),
  fc
    .constantFrom("\\", "1\\2\\\\", "9".repeat(20), "^=^=^", "\x1b$B", "20261340", "-")
    .map((text) => Buffer.from(text)),
);

const { element } = fc.letrec<{ element: Element; plain: Element; sequence: Element; item: Item }>((tie) => ({
  element: fc.oneof(
    { maxDepth: 5, depthSize: "small" },
    { weight: 4, arbitrary: tie("plain") },
    tie("sequence"),
  ),
  plain: fc.record(
    { tag, vr: fc.constantFrom(...VRS), lie, value },
    { requiredKeys: ["tag", "vr", "value"] },
  ) as fc.Arbitrary<Element>,
  sequence: fc.record(
    {
      tag,
      vr: fc.constantFrom("SQ", "SQ", "UN"),
      lie,
      value: fc.array(tie("item"), { maxLength: 3 }),
      ending,
    },
    { requiredKeys: ["tag", "vr", "value", "ending"] },
  ) as fc.Arbitrary<Element>,
  item: fc.record({ elements: fc.array(tie("element"), { maxLength: 4 }), ending }),
}));

const pixelData = fc.record({
  rows: fc.constantFrom(0, 1, 4, 65535),
  columns: fc.constantFrom(0, 1, 4, 65535),
  bits: fc.constantFrom(0, 1, 7, 8, 16, 64, 65535),
  frames: fc.constantFrom("", "1", "0", "-1", "2", "100", "2147483647", "1e9", "99999999999999999999", "x"),
  bytes: fc.uint8Array({ maxLength: 200 }),
  fragments: fc.array(fc.record({ bytes: fc.uint8Array({ maxLength: 30 }), lie }), { maxLength: 5 }),
  offsetTable: fc.array(length, { maxLength: 6 }),
  isDelimited: fc.boolean(),
  lie,
});

/** Whole files, with what they claim to be. */
export const hostileFile: fc.Arbitrary<Buffer> = fc
  .record({
    syntax: fc.constantFrom(...(Object.keys(SYNTAXES) as SyntaxUid[])),
    claimed: rarely(15, fc.constantFrom(...Object.keys(SYNTAXES), "", "1.2.3", "x".repeat(65))),
    hasPreamble: rarely(10, fc.constant(true)).map((isLeftOut) => !isLeftOut),
    elements: fc.array(element, { maxLength: 12 }),
    pixels: rarely(2, pixelData),
    isSorted: fc.boolean(),
    cut: rarely(10, fc.double({ min: 0, max: 1, noNaN: true })),
  })
  .map(({ syntax, claimed, hasPreamble, elements, pixels, isSorted, cut }) => {
    const layout = SYNTAXES[syntax];
    const all = [...identity(), ...elements];
    if (isSorted) all.sort((a, b) => a.tag - b.tag);
    const body = Buffer.concat([
      ...all.map((each) => encodeElement(each, layout)),
      ...(pixels ? encodePixels(pixels, layout, syntax.includes(".4.") || syntax.endsWith(".5")) : []),
    ]);
    const data = syntax.endsWith(".99") ? deflateRawSync(body) : body;
    const file = Buffer.concat([
      hasPreamble ? preamble() : Buffer.alloc(0),
      fileMeta(claimed ?? syntax),
      data,
    ]);
    return cut === undefined ? file : file.subarray(0, Math.floor(cut * file.length));
  });

const text = (each: string) => Buffer.from(each.length % 2 ? `${each}\0` : each, "latin1");

/** What makes it a stored instance, when nothing after it says otherwise. */
function identity(): Element[] {
  return [
    { tag: 0x00080016, vr: "UI", value: text("1.2.840.10008.5.1.4.1.1.7") },
    { tag: 0x00080018, vr: "UI", value: text("1.2.826.0.1.3680043.10.1.3") },
    { tag: 0x00100020, vr: "LO", value: text("FUZZ") },
    { tag: 0x0020000d, vr: "UI", value: text("1.2.826.0.1.3680043.10.1.1") },
    { tag: 0x0020000e, vr: "UI", value: text("1.2.826.0.1.3680043.10.1.2") },
  ];
}

function preamble(): Buffer {
  return Buffer.concat([Buffer.alloc(128), Buffer.from("DICM")]);
}

function fileMeta(transferSyntaxUid: string): Buffer {
  const layout = { isExplicit: true, isLittle: true };
  const elements = [
    { tag: 0x00020002, vr: "UI", value: text("1.2.840.10008.5.1.4.1.1.7") },
    { tag: 0x00020003, vr: "UI", value: text("1.2.826.0.1.3680043.10.1.3") },
    { tag: 0x00020010, vr: "UI", value: text(transferSyntaxUid) },
  ].map((each) => encodeElement(each, layout));
  const rest = Buffer.concat(elements);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(rest.length);
  return Buffer.concat([encodeElement({ tag: 0x00020000, vr: "UL", value: size }, layout), rest]);
}

function number16(each: number, isLittle: boolean): Buffer {
  const bytes = Buffer.alloc(2);
  isLittle ? bytes.writeUInt16LE(each) : bytes.writeUInt16BE(each);
  return bytes;
}

function number32(each: number, isLittle: boolean): Buffer {
  const bytes = Buffer.alloc(4);
  isLittle ? bytes.writeUInt32LE(each) : bytes.writeUInt32BE(each);
  return bytes;
}

const tagBytes = (each: number, { isLittle }: Layout) => [
  number16(each >>> 16, isLittle),
  number16(each & 0xffff, isLittle),
];

function encodeElement(
  { tag: number, vr, lie: claimed, value: given, ending: end = "length" }: Element,
  layout: Layout,
): Buffer {
  const { isExplicit, isLittle } = layout;
  const content = Array.isArray(given)
    ? Buffer.concat(given.map((item) => encodeItem(item, layout)))
    : Buffer.from(given);
  const size = claimed ?? (Array.isArray(given) && end !== "length" ? UNDEFINED : content.length);
  const head = [...tagBytes(number, layout)];
  if (!isExplicit) head.push(number32(size >>> 0, isLittle));
  else if (LONG_FORM.has(vr)) head.push(Buffer.from(vr), Buffer.alloc(2), number32(size >>> 0, isLittle));
  else head.push(Buffer.from(vr.padEnd(2)), number16(size & 0xffff, isLittle));
  if (Array.isArray(given) && end === "delimiter")
    return Buffer.concat([...head, content, mark(0xfffee0dd, 0, layout)]);
  return Buffer.concat([...head, content]);
}

function mark(number: number, size: number, layout: Layout): Buffer {
  return Buffer.concat([...tagBytes(number, layout), number32(size >>> 0, layout.isLittle)]);
}

function encodeItem({ elements, ending: end }: Item, layout: Layout): Buffer {
  const content = Buffer.concat(elements.map((each) => encodeElement(each, layout)));
  if (end === "length") return Buffer.concat([mark(0xfffee000, content.length, layout), content]);
  const close = end === "delimiter" ? [mark(0xfffee00d, 0, layout)] : [];
  return Buffer.concat([mark(0xfffee000, UNDEFINED, layout), content, ...close]);
}

type Pixels = typeof pixelData extends fc.Arbitrary<infer T> ? T : never;

function encodePixels(pixels: Pixels, layout: Layout, isEncapsulated: boolean): Buffer[] {
  const { isLittle } = layout;
  const short = (number: number, of: number): Element => ({
    tag: number,
    vr: "US",
    value: number16(of, isLittle),
  });
  const elements: Element[] = [
    short(0x00280002, 1),
    { tag: 0x00280008, vr: "IS", value: text(pixels.frames) },
    short(0x00280010, pixels.rows),
    short(0x00280011, pixels.columns),
    short(0x00280100, pixels.bits),
    short(0x00280101, pixels.bits),
    short(0x00280103, 0),
  ];
  const head = elements.map((each) => encodeElement(each, layout));
  if (!isEncapsulated)
    return [
      ...head,
      encodeElement(
        {
          tag: 0x7fe00010,
          vr: "OW",
          value: pixels.bytes,
          ...(pixels.lie !== undefined && { lie: pixels.lie }),
        },
        layout,
      ),
    ];
  const table = Buffer.concat(pixels.offsetTable.map((each) => number32(each >>> 0, isLittle)));
  return [
    ...head,
    encodeElement({ tag: 0x7fe00010, vr: "OB", lie: UNDEFINED, value: Buffer.alloc(0) }, layout),
    mark(0xfffee000, table.length, layout),
    table,
    ...pixels.fragments.flatMap(({ bytes, lie: claimed }) => [
      mark(0xfffee000, claimed ?? bytes.length, layout),
      Buffer.from(bytes),
    ]),
    ...(pixels.isDelimited ? [mark(0xfffee0dd, 0, layout)] : []),
  ];
}

/** A file with a few bytes changed, taken out, put in, or repeated. */
export function mutationsOf(file: Uint8Array): fc.Arbitrary<Buffer> {
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    kind: fc.constantFrom(
      "set" as const,
      "remove" as const,
      "insert" as const,
      "repeat" as const,
      "ones" as const,
    ),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
    // Most of what a reader decides by stands in the first kilobytes.
    isEarly: fc.boolean(),
  });
  return fc.array(change, { minLength: 1, maxLength: 6 }).map((changes) => {
    let bytes = Buffer.from(file);
    for (const { at, kind, bytes: given, isEarly } of changes) {
      const place = Math.floor(at * (isEarly ? Math.min(bytes.length, 3000) : bytes.length));
      const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)];
      if (kind === "set") bytes = Buffer.concat([before, given, after.subarray(given.length)]);
      else if (kind === "remove") bytes = Buffer.concat([before, after.subarray(given.length)]);
      else if (kind === "insert") bytes = Buffer.concat([before, given, after]);
      else if (kind === "repeat") bytes = Buffer.concat([before, before.subarray(-64), after]);
      else bytes = Buffer.concat([before, Buffer.alloc(4, 0xff), after.subarray(4)]);
    }
    return bytes;
  });
}
