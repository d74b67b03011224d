import path from "node:path";
import { describe, expect, it } from "vitest";
import { type DicomJson, toDicomJson } from "@/lib/dicom";
import { readSample, readTable, samplesFolder, scan } from "../../../lib/dicom/samples.node";
import { hasPydicom, readWithPydicom } from "../../support/pydicom";
import { hasSamples } from "../../support/samples";

type Element = { vr: string; Value?: unknown[]; InlineBinary?: string; BulkDataURI?: string };
type Json = Record<string, Element>;

/** Names that this pydicom reads wrongly: ISO 2022 IR 58 in each component, ISO_IR 203, and UTF-8 that nobody declared. */
const MISREAD = /^charset\/(chrGB2312|syn-latin9|syn-utf8-undeclared)\.dcm 00100010 /;

describe.skipIf(!hasSamples || !hasPydicom)("metadata of real files", () => {
  it("is what pydicom reads, names in every character set included", { timeout: 600_000 }, () => {
    const files = readTable("MANIFEST.tsv")
      // One file is cut short, which pydicom doesn't mind and we refuse.
      .filter(
        ({ kind, pydicom, path: file = "" }) =>
          kind === "dicom" && pydicom === "ok" && !/nooffset/.test(file),
      )
      .map(({ path: file = "" }) => file);
    const readings = readWithPydicom<Json>(
      "attributes",
      files.map((file) => path.join(samplesFolder, file)),
    );
    const failures: string[] = [];
    let compared = 0;
    for (const file of files) {
      const theirs = readings[path.join(samplesFolder, file)];
      if (!theirs || "error" in theirs) continue;
      const ours = metadataOf(file);
      if (!ours) continue;
      compared += 1;
      const found = differences(ours as Json, theirs as Json, /_expb/.test(file)).map(
        (each) => `${file} ${each}`,
      );
      failures.push(...found.filter((each) => !MISREAD.test(each)));
    }
    expect(compared).toBeGreaterThan(300);
    expect(failures).toEqual([]);
  });
});

function metadataOf(file: string): DicomJson | undefined {
  const scanned = scan(readSample(file), { requireIdentity: false });
  if (scanned.isDicomdir) return undefined;
  return toDicomJson(scanned.dataSet, { bulkDataUri: ({ path: place }) => place });
}

function differences(ours: Json, theirs: Json, isBigEndian: boolean, prefix = ""): string[] {
  const found: string[] = [];
  for (const tag of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    if (isIncomparable(tag)) continue;
    const [mine, other] = [ours[tag], theirs[tag]];
    if (!mine || !other)
      found.push(
        `${prefix}${tag} only ${mine ? "ours" : "pydicom's"} ${JSON.stringify(mine ?? other).slice(0, 100)}`,
      );
    else found.push(...compare(mine, other, prefix + tag, isBigEndian));
  }
  return found;
}

/** Private elements, group lengths and what comes with the pixel data aren't compared; text is UTF-8 here. */
function isIncomparable(tag: string): boolean {
  const group = Number.parseInt(tag.slice(0, 4), 16);
  return group % 2 === 1 || tag.endsWith("0000") || group >= 0x7fe0 || tag === "00080005";
}

function compare(mine: Element, other: Element, place: string, isBigEndian: boolean): string[] {
  // pydicom gives the words of a big-endian file as they stand, which PS3.18 F.2.7 doesn't want.
  if (mine.BulkDataURI !== undefined || (isBigEndian && mine.vr === "OW")) return [];
  if (mine.vr === "SQ" && other.vr === "SQ")
    return [
      ...((mine.Value?.length ?? 0) === (other.Value?.length ?? 0)
        ? []
        : [`${place} has another number of items`]),
      ...(mine.Value ?? []).flatMap((item, at) =>
        differences(item as Json, (other.Value?.[at] ?? {}) as Json, isBigEndian, `${place}.${at + 1}.`),
      ),
    ];
  const [a, b] = [plain(mine), plain(other)];
  return a === b ? [] : [`${place} ${a.slice(0, 120)} <> ${b.slice(0, 120)}`];
}

/** Values alone: padding, trailing empty ones and how a number is written make no difference. */
function plain({ vr, Value, InlineBinary }: Element): string {
  if (InlineBinary !== undefined) return `${vr} ${InlineBinary}`;
  const values = (Value ?? []).map(plainValue);
  while (values.length > 0 && values.at(-1) === null) values.pop();
  return `${vr} ${JSON.stringify(values)}`;
}

function plainValue(value: unknown): unknown {
  if (typeof value === "number") return Number(value.toPrecision(6));
  if (typeof value === "string") return value.replace(/[\s\0]+$/, "").replaceAll("\r\n", "\n") || null;
  if (value === null || typeof value !== "object") return value;
  const groups = Object.entries(value).map(([name, text]) => [name, String(text).replace(/[\s^]+$/, "")]);
  const given = groups.filter(([, text]) => text !== "");
  return given.length > 0 ? Object.fromEntries(given) : null;
}
