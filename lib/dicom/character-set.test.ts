import { describe, expect, test } from "vitest";
import { fc } from "@/tests/support/fast-check";
import { decodeText } from "./character-set";
import { getItems, getString } from "./data-set";
import { hasSamples, readSample, samplesMissing, scan } from "./samples.node";

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

// The examples of PS3.5 annexes H to K.
test("Japanese with code extensions", () => {
  const value = bytes("Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B=\x1b$B$d$^$@\x1b(B^\x1b$B$?$m$&\x1b(B");
  expect(decodeText(value, ["", "ISO 2022 IR 87"], true)).toBe("Yamada^Tarou=山田^太郎=やまだ^たろう");
});

test("Japanese katakana in JIS X 0201", () => {
  const value = bytes("\xd4\xcf\xc0\xde^\xc0\xdb\xb3=\x1b$B;3ED\x1b(J^\x1b$BB@O:\x1b(J");
  expect(decodeText(value, ["ISO 2022 IR 13", "ISO 2022 IR 87"], true)).toBe("ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎");
});

test("Korean", () => {
  const value = bytes(
    "Hong^Gildong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7=\x1b$)C\xc8\xab^\x1b$)C\xb1\xe6\xb5\xbf",
  );
  expect(decodeText(value, ["", "ISO 2022 IR 149"], true)).toBe("Hong^Gildong=洪^吉洞=홍^길동");
});

test("Chinese", () => {
  expect(decodeText(bytes("Wang^XiaoDong=\xcd\xf5^\xd0\xa1\xb6\xab"), ["GB18030"], true)).toBe(
    "Wang^XiaoDong=王^小东",
  );
  const gb2312 = bytes("Zhang^XiaoDong=\x1b$)A\xd5\xc5^\x1b$)A\xd0\xa1\xb6\xab");
  expect(decodeText(gb2312, ["", "ISO 2022 IR 58"], true)).toBe("Zhang^XiaoDong=张^小东");
});

test("single-byte sets, switched in one value too", () => {
  expect(decodeText(bytes("Buc^J\xe9r\xf4me"), ["ISO_IR 100"], true)).toBe("Buc^Jérôme");
  const switching = bytes("\x1b-L\xbb\xee\xda^\x1b-F\xc4\xe9");
  expect(decodeText(switching, ["", "ISO 2022 IR 144", "ISO 2022 IR 126"], true)).toBe("Люк^Δι");
  expect(decodeText(bytes("\xc4\xe9\xef\xed\xf5\xf3\xe9\xef\xf2"), ["ISO_IR 126"])).toBe("Διονυσιος");
  expect(
    decodeText(bytes("\x1b-L\xbb\xee\xda^\x1b-F\xc4\xe9"), ["", "ISO 2022 IR 144", "ISO 2022 IR 126"], true),
  ).toBe("Люк^Δι");
});

test("wrong and missing declarations", () => {
  expect(decodeText(new TextEncoder().encode("Łukasz"), [])).toBe("Łukasz");
  expect(decodeText(bytes("M\xfcller"), [])).toBe("Müller");
  expect(decodeText(bytes("M\xfcller"), ["ISO_IR 192"])).toBe("Müller");
  expect(decodeText(bytes("M\xfcller"), ["ISO-IR 100"])).toBe("Müller");
  expect(decodeText(bytes("a\0b"), [])).toBe("ab");
});

test("never throws", () => {
  const terms = fc.array(
    fc.oneof(fc.string(), fc.constantFrom("ISO 2022 IR 87", "ISO 2022 IR 149", "GBK", "ISO_IR 192")),
    {
      maxLength: 3,
    },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), terms, fc.boolean(), (value, given, isName) => {
      expect(typeof decodeText(value, given, isName)).toBe("string");
    }),
  );
});

describe.skipIf(!hasSamples)(`real files${hasSamples ? "" : `: ${samplesMissing}`}`, () => {
  const name = (file: string): string | undefined => getString(scan(readSample(file)).dataSet, "PatientName");

  test.each([
    ["dicomdir/clunie-charset-cd/SCSARAB", "قباني^لنزار"],
    ["dicomdir/clunie-charset-cd/SCSFREN", "Buc^Jérôme"],
    ["dicomdir/clunie-charset-cd/SCSGERM", "Äneas^Rüdiger"],
    ["dicomdir/clunie-charset-cd/SCSGREEK", "Διονυσιος"],
    ["dicomdir/clunie-charset-cd/SCSH31", "Yamada^Tarou=山田^太郎=やまだ^たろう"],
    ["dicomdir/clunie-charset-cd/SCSH32", "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう"],
    ["dicomdir/clunie-charset-cd/SCSHBRW", "שרון^דבורה"],
    ["dicomdir/clunie-charset-cd/SCSI2", "Hong^Gildong=洪^吉洞=홍^길동"],
    ["dicomdir/clunie-charset-cd/SCSRUSS", "Люкceмбypг"],
    ["dicomdir/clunie-charset-cd/SCSX1", "Wang^XiaoDong=王^小東="],
    ["dicomdir/clunie-charset-cd/SCSX2", "Wang^XiaoDong=王^小东="],
    ["charset/syn-thai.dcm", "สมชาย^ใจดี"],
  ])("%s", (file, expected) => {
    expect(name(file)).toBe(expected);
  });

  test("items may have a character set of their own", () => {
    const { dataSet } = scan(readSample("charset/chrSQEncoding.dcm"), { requireIdentity: false });
    const [item] = getItems(dataSet, "RequestedProcedureCodeSequence").concat(
      [...dataSet.elements.values()].flatMap((element) => element.items ?? []),
    );
    expect(item && getString(item, "PatientName")).toBe("ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう");
  });
});
