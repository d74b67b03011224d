import { expect, it } from "vitest";
import { buildDicomdir, newUid } from "@/lib/dicom";
import type { FiledEntry } from "./directory-entries";
import { directoryLength } from "./directory-length";

const element = (vr: string, value: string) => ({ vr, Value: [value] });

/** Images of several series whose UIDs and numbers have every length that matters. */
const entries: FiledEntry[] = Array.from({ length: 60 }, (_, index) => {
  const series = index % 3;
  return {
    fileId: ["DICOM", "ST00001", `SE0000${series + 1}`, `IM${String(index).padStart(6, "0")}`],
    transferSyntaxUid: index % 5 === 0 ? "1.2.840.10008.1.2" : "1.2.840.10008.1.2.4.201",
    isPlain: index > 2,
    attributes: {
      "00080016": element(
        "UI",
        index % 4 === 0 ? "1.2.840.10008.5.1.4.1.1.2" : "1.2.840.10008.5.1.4.1.1.7.4",
      ),
      "00080018": element("UI", `${newUid()}.${"1".repeat(index % 7)}`.slice(0, 64)),
      "00080020": element("DA", "20260101"),
      "00080030": element("TM", "101112"),
      "00080060": element("CS", "CT"),
      "0008103E": element("LO", "thorax"),
      "00100010": { vr: "PN", Value: [{ Alphabetic: "Jansen^Anna" }] },
      "00100020": element("LO", "100"),
      "0020000D": element("UI", "1.2.3"),
      "0020000E": element("UI", `1.2.3.${series}`),
      "00200011": element("IS", String(series)),
      "00200013": element("IS", String(index ** 3)),
    },
  };
});

it("is what building it gives", () => {
  const sopInstanceUid = "2.25.123";
  expect(directoryLength(entries, sopInstanceUid, 0)).toBe(buildDicomdir(entries, { sopInstanceUid }).length);
});
