import { expect, test } from "vitest";
import { patientOf } from "./patient";

const patient = (id: string, name: string, birthDate = "19600412") =>
  patientOf({
    "00100020": { Value: [id] },
    "00100010": { Value: [{ Alphabetic: name }] },
    "00100030": { Value: [birthDate] },
  });

test("the same number with another name or birth date is another patient", () => {
  expect(patient("123", "Jansen^Anna").key).toBe(patient("123", "JANSEN^ANNA^").key);
  expect(patient("123", "Jansen^Anna").key).not.toBe(patient("123", "Visser^Piet").key);
  expect(patient("123", "Jansen^Anna").key).not.toBe(patient("123", "Jansen^Anna", "19610412").key);
});
