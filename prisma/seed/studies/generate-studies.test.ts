import { createHash } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import { Body } from "./body/body-slice";
import { generateStudy } from "./generate-studies";
import { Head } from "./head/head";
import { part10Of } from "./part10";
import { ageAt, PATIENTS, testBsn } from "./patients";
import { REFERENCE_DATE, STUDIES } from "./plan";
import { uidFromName } from "./support/uid";
import type { SyntheticStudy } from "./types";

// Drawing takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

function passesElevenTest(bsn: string): boolean {
  const digits = [...bsn].map(Number);
  const sum = digits.reduce((total, digit, i) => total + digit * (i === 8 ? -1 : 9 - i), 0);
  return digits.length === 9 && sum > 0 && sum % 11 === 0;
}

function fingerprint(study: SyntheticStudy): string {
  const hash = createHash("sha256");
  for (const instance of study.instances) for (const part of part10Of(instance)) hash.update(part);
  return hash.digest("hex");
}

describe("demo patients", () => {
  const patients = Object.values(PATIENTS);

  it("have valid BSNs, each once, or none", () => {
    const numbers = patients.flatMap((patient) => ("bsn" in patient ? [patient.bsn] : []));
    for (const bsn of numbers) expect(passesElevenTest(bsn), bsn).toBe(true);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(patients.length - numbers.length).toBe(2);
  });

  it("makes valid test numbers", () => {
    for (let serial = 1; serial < 900; serial += 7) expect(passesElevenTest(testBsn(serial))).toBe(true);
  });

  it("use one patient number at two organisations for two people", () => {
    expect(PATIENTS.jansen.numbers.noord).toBe(PATIENTS.devries.numbers.zuid);
  });

  it("tells ages in days, months and years", () => {
    expect(ageAt("20261114", "20261115")).toBe("001D");
    expect(ageAt("20260514", "20261115")).toBe("006M");
    expect(ageAt("19580314", "20261116")).toBe("068Y");
    expect(ageAt("", "20261116")).toBeUndefined();
  });
});

describe("demo plan", () => {
  it("has 25 to 30 studies, none after the reference date, with keys and accession numbers that are unique", () => {
    expect(STUDIES.length).toBeGreaterThanOrEqual(25);
    expect(STUDIES.length).toBeLessThanOrEqual(30);
    expect(new Set(STUDIES.map(({ key }) => key)).size).toBe(STUDIES.length);
    expect(new Set(STUDIES.map(({ accession }) => accession)).size).toBe(STUDIES.length);
    for (const { date } of STUDIES) expect(date <= REFERENCE_DATE).toBe(true);
  });

  it("gives every patient a number where the study was made", () => {
    for (const { patient, organization } of STUDIES) {
      const numbers: Partial<Record<string, string>> = PATIENTS[patient].numbers;
      expect(numbers[organization]).toBeDefined();
    }
  });
});

describe("demo studies", () => {
  it("are the same every time, with valid and unique UIDs", async () => {
    const study = await generateStudy("noord-dx-peters-hand");
    expect(fingerprint(await generateStudy("noord-dx-peters-hand"))).toBe(fingerprint(study));
    const uids = study.instances.map(({ attributes }) => String(attributes.SOPInstanceUID));
    expect(new Set(uids).size).toBe(study.instances.length);
    for (const uid of [...uids, study.studyInstanceUid]) {
      expect(uid).toMatch(/^2\.25\.[1-9]\d*$/);
      expect(uid.length).toBeLessThanOrEqual(64);
    }
    expect(uidFromName("a")).not.toBe(uidFromName("b"));
  });

  it("carry the BSN as another patient ID of issuer NLMINBIZA", async () => {
    const { instances } = await generateStudy("noord-dx-peters-hand");
    expect(instances[0]?.attributes.OtherPatientIDsSequence).toEqual([
      { PatientID: PATIENTS.peters.bsn, IssuerOfPatientID: "NLMINBIZA", TypeOfPatientID: "TEXT" },
    ]);
  });

  it("have the pixels their attributes promise, and reports beside them", async () => {
    const { instances } = await generateStudy("zuid-mr-bakker");
    const [first] = instances;
    expect(first?.pixelData).toHaveLength(320 * 320 * 2);
    expect(instances.map(({ attributes }) => attributes.Modality).slice(-2)).toEqual(["DOC", "SR"]);
    const pdf = instances.at(-2)?.attributes.EncapsulatedDocument as Uint8Array;
    expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe("%PDF-");
  });
});

describe("phantoms", () => {
  const at = (slice: Int16Array, x: number, y: number) => {
    const column = Math.round(x / 0.74 + 255.5);
    const row = Math.round(y / 0.74 + 255.5);
    let sum = 0;
    for (let r = -2; r <= 2; r++)
      for (let c = -2; c <= 2; c++) sum += slice[(row + r) * 512 + column + c] as number;
    return sum / 25;
  };

  it("paint a body in Hounsfield units", () => {
    const build = {
      seed: "test",
      sex: "M",
      fat: 14,
      hasContrast: true,
      liverLesions: [],
      effusion: 0,
    } as const;
    const body = new Body({ ...build, liverLesions: [] }, 512, 0.74);
    const nodule = { x: -84, y: -28, t: 66, radius: 7.5, isSpiculated: true };
    const scan = { noise: 12, shift: [0, 0] as const };
    const [without, withNodule] = body.slices(66, 5, [
      { ...scan, nodules: [] },
      { ...scan, nodules: [nodule] },
    ]) as [Int16Array, Int16Array];
    expect(at(without, 0, -160)).toBeLessThan(-970);
    expect(at(without, -84, -28)).toBeLessThan(-600);
    expect(at(withNodule, -84, -28)).toBeGreaterThan(-20);
    expect(at(without, 0, -3)).toBeLessThan(-900);
    const [upper] = body.slices(265, 5, [{ ...scan, nodules: [] }]) as [Int16Array];
    expect(at(upper, -90, -40)).toBeGreaterThan(85);
    expect(at(upper, -90, -40)).toBeLessThan(170);
  });

  it("know brain, ventricle and bone", () => {
    const head = new Head({ seed: "test", atrophy: 0.2, lesions: [], midlineShift: 0 });
    const strongest = (x: number, y: number, z: number) => {
      const shares = head.classify(x, y, z, 0.8);
      return shares.indexOf(Math.max(...shares));
    };
    expect(strongest(0, 0, 140)).toBe(0);
    expect(strongest(10, -2, 20)).toBe(4);
    expect([2, 3]).toContain(strongest(0, 0, 84));
    expect(strongest(22, 0, 34)).toBe(6);
  });
});
