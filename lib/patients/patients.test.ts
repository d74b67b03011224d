import { describe, expect, it } from "vitest";
import { normaliseDate } from "./normalise-date";
import { isSamePatient } from "./same-patient";

describe("normaliseDate", () => {
  it.each([
    ["20260131", "20260131"],
    ["2004.01.31", "20040131"],
    ["2004-02-30", ""],
    ["20041301", ""],
    ["2004", ""],
    ["", ""],
  ])("%j becomes %j", (given, expected) => expect(normaliseDate(given)).toBe(expected));
});

describe("isSamePatient", () => {
  const jansen = {
    patientIdentifier: "1",
    issuerOfPatientId: "A",
    name: "Jansen^Anna",
    birthDate: "19700101",
  };

  it("goes by the identifier, and by the issuer where both have one", () => {
    expect(isSamePatient(jansen, { ...jansen, name: "Jansen-Bakker^Anna" })).toBe(true);
    expect(isSamePatient(jansen, { ...jansen, issuerOfPatientId: "" })).toBe(true);
    expect(isSamePatient(jansen, { ...jansen, issuerOfPatientId: "B" })).toBe(false);
    expect(isSamePatient(jansen, { ...jansen, patientIdentifier: "2" })).toBe(false);
  });

  it("goes by name and birth date where an identifier is missing", () => {
    const without = { ...jansen, patientIdentifier: "", issuerOfPatientId: "" };
    expect(isSamePatient(jansen, { ...without, name: "JANSEN^ANNA " })).toBe(true);
    expect(isSamePatient(jansen, { ...without, name: "Bakker^Piet" })).toBe(false);
    expect(isSamePatient(jansen, { ...without, birthDate: "19710101" })).toBe(false);
  });
});
