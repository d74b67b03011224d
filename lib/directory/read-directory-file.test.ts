import { expect, it } from "vitest";
import { readDirectoryFile } from "./read-directory-file";

const CSV = `organization_ura;organization_name;city;department;kind;identifier;name;family_name;prefix;initials;uzi;specialty;email;opening_hours;accepted_modalities
01234567;Ziekenhuis Noord;Groningen;Radiologie;MAILBOX;rad;Radiologie Noord;;;;;radiologie;rad@noord.example;mon-fri 08:00-17:00;CT MR
01234567;Ziekenhuis Noord;Groningen;Radiologie;PRACTITIONER;p1;;Dijk;van;A.B.;123456789;radiologie;dijk@noord.example;;
1234;Te kort;;;PRACTITIONER;p2;;Fout;;;;;;;
`;

it("reads CSV, and tells which line is wrong and why", () => {
  const { file, kind } = readDirectoryFile(CSV);
  expect(kind).toBe("CSV");
  const department = file.organizations[0]?.departments[0];
  expect(department?.mailboxes[0]).toMatchObject({
    email: "rad@noord.example",
    acceptedModalities: ["CT", "MR"],
    openingHours: [{ days: ["mon", "tue", "wed", "thu", "fri"], from: "08:00", to: "17:00" }],
  });
  expect(department?.roles[0]).toMatchObject({ familyName: "Dijk", prefix: "van", uzi: "123456789" });
  expect(file.errors).toEqual([{ where: "line 4", reason: expect.stringContaining("URA") }]);
});

it("reads an mCSD bundle, with departments by partOf", () => {
  const ura = [{ system: "http://fhir.nl/fhir/NamingSystem/ura", value: "01234567" }];
  const entry = [
    {
      resourceType: "Organization",
      id: "o",
      name: "Ziekenhuis Noord",
      identifier: ura,
      address: [{ city: "Groningen" }],
    },
    { resourceType: "Organization", id: "d", name: "Radiologie", partOf: { reference: "Organization/o" } },
    {
      resourceType: "Practitioner",
      id: "p",
      name: [{ family: "Dijk", given: ["A.B.", "Anna"], prefix: ["van"] }],
    },
    {
      resourceType: "PractitionerRole",
      id: "r",
      practitioner: { reference: "Practitioner/p" },
      organization: { reference: "Organization/d" },
      specialty: [{ text: "radiologie" }],
    },
    {
      resourceType: "HealthcareService",
      id: "h",
      name: "Postbus",
      providedBy: { reference: "Organization/nowhere" },
    },
  ].map((resource) => ({ resource }));
  const { file } = readDirectoryFile(JSON.stringify({ resourceType: "Bundle", type: "collection", entry }));
  expect(file.organizations[0]).toMatchObject({ name: "Ziekenhuis Noord", city: "Groningen" });
  expect(file.organizations[0]?.departments[0]?.roles[0]).toMatchObject({
    familyName: "Dijk",
    initials: "A.B.",
    givenName: "Anna",
    specialty: "radiologie",
  });
  expect(file.errors).toEqual([
    { where: "HealthcareService/h", reason: expect.stringContaining("not in the bundle") },
  ]);
});

it("refuses what is neither", () => {
  expect(() => readDirectoryFile('{"resourceType":"Patient"}')).toThrow("neither a FHIR Bundle nor CSV");
});
