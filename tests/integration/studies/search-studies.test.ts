import { beforeAll, describe, expect, it } from "vitest";
import type { Context, UserActor } from "@/lib/context";
import { db } from "@/lib/db";
import type { Role } from "@/lib/db/generated/enums";
import { newUid } from "@/lib/dicom";
import { searchStudies } from "@/lib/studies";
import { StudySearch } from "@/lib/studies/schemas";
import { ingest, makeInstance, makeOrganization } from "@/tests/support/ingest";
import { userContext } from "@/tests/support/user-context";

let organizationId: string;
let context: Context<UserActor>;

const search = (input: object, as = context) => searchStudies(as, StudySearch.parse(input));
const descriptions = async (input: object) => (await search(input)).items.map((study) => study.description);

beforeAll(async () => {
  organizationId = await makeOrganization();
  context = await userContext(organizationId, ["CARE_PROVIDER"]);
  await ingest(
    organizationId,
    makeInstance({
      PatientName: "Müller^Jürgen",
      PatientID: "100",
      StudyDescription: "MR hersenen",
      Modality: "MR",
      StudyDate: "20250301",
      AccessionNumber: "ACC-77",
    }),
    makeInstance({
      PatientName: "Jansen^Anna",
      PatientID: "200",
      StudyDescription: "CT thorax",
      StudyDate: "20260110",
    }),
    makeInstance({
      PatientName: "Jansen^Anna",
      PatientID: "200",
      StudyDescription: "CT abdomen",
      StudyDate: "20260210",
    }),
    makeInstance({
      PatientName: "Łukasz^Øystein",
      PatientID: "300",
      StudyDescription: "100% dosis_kaart",
      StudyDate: "",
      OtherPatientIDsSequence: [{ PatientID: "123456782", IssuerOfPatientID: "NLMINBIZA" }],
    }),
  );
});

describe("searchStudies", () => {
  it("lists newest first", async () => {
    expect(await descriptions({})).toEqual(["CT abdomen", "CT thorax", "MR hersenen", "100% dosis_kaart"]);
  });

  it.each([
    ["muller", ["MR hersenen"]],
    ["MÜLLER jur", ["MR hersenen"]],
    ["jansen thorax", ["CT thorax"]],
    ["anse", ["CT abdomen", "CT thorax"]],
    ["ct", ["CT abdomen", "CT thorax"]],
    ["lukasz oystein", ["100% dosis_kaart"]],
    ["acc-77", ["MR hersenen"]],
    ["123456782", ["100% dosis_kaart"]],
    ["100%", ["100% dosis_kaart"]],
    ["s_k", ["100% dosis_kaart"]],
    ["%", []],
    ["200", ["CT abdomen", "CT thorax"]],
    ["nobody", []],
    ['\'; DROP TABLE "Study"; --', []],
  ])("finds by text %j", async (text, expected) => expect(await descriptions({ text })).toEqual(expected));

  it("finds by number, BSN, dates and modality", async () => {
    expect(await descriptions({ patientIdentifier: "100" })).toEqual(["MR hersenen"]);
    expect(await descriptions({ bsn: "1234 56 782" })).toEqual(["100% dosis_kaart"]);
    expect(await descriptions({ dateFrom: "2026-01-10", dateTo: "2026-01-31" })).toEqual(["CT thorax"]);
    expect(await descriptions({ dateTo: "2026-01-31" })).toEqual(["CT thorax", "MR hersenen"]);
    expect(await descriptions({ modality: "mr" })).toEqual(["MR hersenen"]);
  });

  it.each([
    "studyDate",
    "receivedAt",
    "patientName",
    "birthDate",
    "description",
    "accessionNumber",
    "sizeBytes",
  ])("pages through all studies once, sorted by %s", async (sort) => {
    for (const direction of ["asc", "desc"]) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await search({ sort, direction, limit: 1, ...(cursor && { cursor }) });
        seen.push(...page.items.map((study) => study.studyInstanceUid));
        cursor = page.nextCursor;
      } while (cursor);
      expect(seen).toHaveLength(4);
      expect(new Set(seen).size).toBe(4);
      const whole = await search({ sort, direction });
      expect(whole.items.map((study) => study.studyInstanceUid)).toEqual(seen);
    }
  });

  it("sorts names as people do, accents and capitals aside", async () => {
    const sorted = await descriptions({ sort: "patientName", direction: "asc" });
    expect(sorted.slice(2)).toEqual(["100% dosis_kaart", "MR hersenen"]);
    expect(await descriptions({ sort: "patientName", direction: "desc" })).toEqual(sorted.toReversed());
    // The text is looked for in the same order.
    expect((await descriptions({ sort: "patientName", direction: "asc", text: "1" })).length).toBeGreaterThan(
      0,
    );
  });

  it("answers 400 to a cursor that it did not make", async () => {
    for (const cursor of ["x", "W10", Buffer.from('["a","b"]').toString("base64url")])
      await expect(search({ cursor })).rejects.toMatchObject({ status: 400, code: "invalid_cursor" });
  });

  it("shows nothing of another organisation and nothing to roles without studies", async () => {
    const elsewhere = await userContext(await makeOrganization(), ["CARE_PROVIDER"]);
    expect((await search({}, elsewhere)).items).toEqual([]);
    for (const role of ["PRIVACY_OFFICER", "OPERATOR"] satisfies Role[])
      await expect(search({}, await userContext(organizationId, [role]))).rejects.toMatchObject({
        status: 403,
      });
  });

  it("logs which fields were searched by and nothing of what for", async () => {
    await search({ text: "muller", bsn: "123456782" });
    const event = await db.auditEvent.findFirstOrThrow({
      where: { chain: organizationId },
      orderBy: { sequence: "desc" },
    });
    expect(event).toMatchObject({ action: "study.searched", detail: { fields: ["text", "bsn"] } });
    expect(
      JSON.stringify(event, (_, value) => (typeof value === "bigint" ? String(value) : value)),
    ).not.toMatch(/muller|123456782/i);
  });

  it("says that a study is incomplete while an upload brings more of it", async () => {
    const studyInstanceUid = newUid();
    await ingest(organizationId, makeInstance({ StudyInstanceUID: studyInstanceUid, PatientID: "900" }));
    const isComplete = async () => (await search({ patientIdentifier: "900" })).items[0]?.isComplete;
    expect(await isComplete()).toBe(true);
    const { id } = await db.import.create({ data: { organizationId, userId: context.actor.userId } });
    await db.importFile.create({
      data: { importId: id, path: "a", size: 1n, outcome: "STORED", studyInstanceUid },
    });
    expect(await isComplete()).toBe(false);
  });
});
