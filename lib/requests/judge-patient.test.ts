import { describe, expect, it } from "vitest";
import { type Identity, judgePatient } from "./judge-patient";

const anna: Identity = {
  name: "Jansen^Anna^^van der",
  birthDate: "19600412",
  sex: "F",
  patientIdentifier: "0012345",
  issuerOfPatientId: "NOORD",
  bsn: "123456782",
};
const judge = (own: Partial<Identity>, asked: Partial<Identity> = {}) =>
  judgePatient({ ...anna, ...asked }, { ...anna, ...own });

describe("how sure a match is", () => {
  it.each([
    ["the same BSN and nothing that differs", {}, {}, "EXACT"],
    ["the same BSN, a married name", { name: "Jansen-de Vries^Anna" }, {}, "EXACT"],
    ["the same BSN, another birth date", { birthDate: "19600413" }, {}, "DOUBTFUL"],
    ["the same BSN, another name", { name: "Bakker^Anna" }, {}, "DOUBTFUL"],
    ["the same BSN, another sex", { sex: "M" }, {}, "DOUBTFUL"],
    ["the same BSN, no birth date", { birthDate: null }, {}, "PROBABLE"],
    ["the same number of the same issuer", { bsn: null }, {}, "EXACT"],
    ["the same number of the same issuer, another name", { bsn: null, name: "Bakker^Jan" }, {}, "DOUBTFUL"],
    ["name and birth date", { bsn: null, patientIdentifier: "9" }, {}, "PROBABLE"],
    [
      "a name that is alike and the birth date",
      { bsn: null, patientIdentifier: "9", name: "Jansen^A" },
      {},
      "POSSIBLE",
    ],
  ] as const)("%s", (_, own, asked, certainty) => {
    expect(judge(own, asked)?.certainty).toBe(certainty);
  });

  it.each([
    ["another BSN, whatever else agrees", { bsn: "111222333" }, {}],
    [
      "the same number at another organisation, another person",
      { bsn: null, issuerOfPatientId: "ZUID", name: "Bakker^Jan", birthDate: "19710101" },
      {},
    ],
    [
      "the same number without an issuer, another person",
      { bsn: null, issuerOfPatientId: "", name: "Bakker^Jan", birthDate: "19710101" },
      {},
    ],
    ["a twin", { bsn: null, patientIdentifier: "9", name: "Jansen^Berta" }, {}],
    ["the birth date alone", { bsn: null, patientIdentifier: "9", name: "Bakker^Jan" }, {}],
    ["nothing to go by", { bsn: null, patientIdentifier: "", name: "", birthDate: null }, { bsn: null }],
  ] as const)("nothing to look at: %s", (_, own, asked) => {
    expect(judge(own, asked)).toBeUndefined();
  });

  it("doesn't take the same number of another issuer for an agreement", () => {
    const found = judge({ bsn: null, issuerOfPatientId: "ZUID" });
    expect(found?.certainty).toBe("PROBABLE");
    expect(found?.agreements).toEqual(["name", "birthDate", "sex"]);
  });
});
