import { expect, test } from "vitest";
import type { DicomJson } from "./dicom-json";
import { suvFactor } from "./suv";

const pet = (changes: DicomJson = {}): DicomJson => ({
  "00080060": { vr: "CS", Value: ["PT"] },
  "00541001": { vr: "CS", Value: ["BQML"] },
  "00280051": { vr: "CS", Value: ["ATTN", "DECY", "SCAT"] },
  "00541102": { vr: "CS", Value: ["START"] },
  "00101030": { vr: "DS", Value: [70] },
  "00080021": { vr: "DA", Value: ["20261121"] },
  "00080031": { vr: "TM", Value: ["110000"] },
  "00080022": { vr: "DA", Value: ["20261121"] },
  "00080032": { vr: "TM", Value: ["110005"] },
  "00540016": {
    vr: "SQ",
    Value: [
      {
        "00181072": { vr: "TM", Value: ["100000.00"] },
        "00181074": { vr: "DS", Value: [350_000_000] },
        "00181075": { vr: "DS", Value: [3600] },
      },
    ],
  },
  ...changes,
});

test("one half-life after the injection, half of the dose is left", () => {
  expect(suvFactor(pet())).toBeCloseTo(70_000 / 175_000_000, 12);
});

test("corrected to the administration nothing has decayed; a whole date of the injection wins", () => {
  expect(suvFactor(pet({ "00541102": { vr: "CS", Value: ["ADMIN"] } }))).toBeCloseTo(
    70_000 / 350_000_000,
    12,
  );
  const tracer = { ...(pet()["00540016"]?.Value?.[0] as DicomJson) };
  tracer["00181078"] = { vr: "DT", Value: ["20261121090000"] };
  expect(suvFactor(pet({ "00540016": { vr: "SQ", Value: [tracer] } }))).toBeCloseTo(70_000 / 87_500_000, 12);
});

test("midnight between injection and scan is no negative time", () => {
  const late = pet({
    "00080021": { vr: "DA", Value: ["20261121"] },
    "00080031": { vr: "TM", Value: ["001500"] },
    "00080032": { vr: "TM", Value: ["001500"] },
  });
  (late["00540016"]?.Value?.[0] as DicomJson)["00181072"] = { vr: "TM", Value: ["231500"] };
  expect(suvFactor(late)).toBeCloseTo(70_000 / 175_000_000, 12);
});

test("no factor is better than a guessed one", () => {
  expect(suvFactor(pet({ "00101030": undefined }))).toBeUndefined();
  expect(suvFactor(pet({ "00280051": { vr: "CS", Value: ["ATTN"] } }))).toBeUndefined();
  expect(suvFactor(pet({ "00541102": { vr: "CS", Value: ["NONE"] } }))).toBeUndefined();
  expect(suvFactor(pet({ "00080060": { vr: "CS", Value: ["CT"] } }))).toBeUndefined();
  expect(suvFactor(pet({ "00541001": { vr: "CS", Value: ["GML"] } }))).toBe(1);
});
