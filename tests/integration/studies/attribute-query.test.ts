import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { newUid } from "@/lib/dicom";
import { type AttributeQuery, findAttributes, type MatchingKey, streamAttributes } from "@/lib/studies";
import { makeOrganization } from "../../support/accounts";
import { ingest, makeInstance } from "../../support/ingest";

type Answer = Record<string, { vr: string; Value?: unknown[] }>;
let organizationId: string;
const uids = Array.from({ length: 4 }, newUid);

beforeAll(async () => {
  organizationId = (await makeOrganization()).id;
  const japanese = {
    SpecificCharacterSet: "ISO_IR 192",
    PatientName: "Yamada^Tarou=山田^太郎=やまだ^たろう",
  };
  await ingest(
    organizationId,
    ...[1, 2, 3].map((number) =>
      makeInstance({ StudyInstanceUID: uids[0], PatientID: "J1", ...japanese, InstanceNumber: number }),
    ),
    makeInstance({ StudyInstanceUID: uids[1], PatientID: "J1", ...japanese, Modality: "MR" }),
    makeInstance({ StudyInstanceUID: uids[2], PatientID: "K1", PatientName: "Kuipers^Kees" }),
    makeInstance({
      StudyInstanceUID: uids[3],
      PatientID: "K2",
      SpecificCharacterSet: "ISO_IR 192",
      PatientName: "Hong^Gildong=洪^吉洞=홍^길동",
      PerformingPhysicianName: "Bakker^Bé\\Çelik^Ayşe",
    }),
  );
});

const key = (tag: string, vr: string, value: string): MatchingKey => ({ tag, vr, value });

async function found(
  level: AttributeQuery["level"],
  keys: MatchingKey[],
  more: Partial<AttributeQuery> = {},
): Promise<Answer[]> {
  const answers = await findAttributes({ level, scope: { organizationId }, keys, ...more }, { limit: 100 });
  return answers.map((text) => JSON.parse(text) as Answer);
}
const value = (answer: Answer | undefined, tag: string) => answer?.[tag]?.Value?.[0];

describe("patients", () => {
  it("are found by their own attributes and by those of their studies, with what is related to them", async () => {
    const all = await found("patient", []);
    expect(all.map((patient) => value(patient, "00100020"))).toEqual(["J1", "K1", "K2"]);
    expect(all[0]).toMatchObject({
      "00100010": {
        vr: "PN",
        Value: [{ Alphabetic: "Yamada^Tarou", Ideographic: "山田^太郎", Phonetic: "やまだ^たろう" }],
      },
      "00201200": { vr: "IS", Value: [2] },
      "00201204": { vr: "IS", Value: [4] },
    });
    expect(await found("patient", [key("00100020", "LO", "K*")])).toHaveLength(2);
    expect(await found("patient", [key("00100010", "PN", "kuipers^*")])).toHaveLength(1);
    expect(await found("patient", [key("00080060", "CS", "MR")])).toHaveLength(1);
    const other = await makeOrganization();
    expect(await found("patient", [], { scope: { organizationId: other.id } })).toEqual([]);
  });
});

describe("names", () => {
  it.each([
    ["山田*", 2],
    ["*太郎", 2],
    ["=山田^太郎", 2],
    ["Yamada^Tarou=山田^太郎=やまだ^たろう", 2],
    ["Yamada^Tarou=山本^太郎", 0],
    ["YAMADA^tarou", 2],
    ["홍^길동", 1],
    ["洪*", 1],
  ])("match %s in any group of theirs", async (name, count) => {
    expect(await found("study", [key("00100010", "PN", name)])).toHaveLength(count);
  });

  it("match fuzzily by parts of them", async () => {
    for (const [name, count] of [
      ["tarou", 2],
      ["太郎", 2],
      ["길동 hong", 1],
      ["kees kuip", 1],
      ["xyz", 0],
    ] as const)
      expect([name, await found("study", [key("00100010", "PN", name)], { isFuzzy: true })]).toMatchObject([
        name,
        { length: count },
      ]);
  });

  it("match in attributes without a column, each of several values", async () => {
    for (const name of ["bakker*", "celik^ayse", "*AYŞE"])
      expect(await found("instance", [key("00081050", "PN", name)])).toHaveLength(1);
    expect(await found("instance", [key("00081050", "PN", "nobody")])).toEqual([]);
  });
});

describe("levels", () => {
  it("match lists of UIDs, and attributes of the levels below", async () => {
    const list = [uids[0], uids[2]].join("\\");
    expect(await found("study", [key("0020000D", "UI", list)])).toHaveLength(2);
    expect(await found("study", [key("00080060", "CS", "MR")])).toHaveLength(1);
    expect(await found("study", [key("00080016", "UI", "1.2.3")])).toEqual([]);
    expect(await found("series", [key("00200013", "IS", "3")])).toHaveLength(1);
    expect(await found("study", [key("00080061", "CS", "MR\\US")])).toHaveLength(1);
  });

  it("give tags in rising order, and those of the levels above when asked", async () => {
    const [plain] = await found("instance", [key("0020000D", "UI", uids[2] as string)]);
    expect(plain?.["00100010"]).toBeUndefined();
    const [full] = await found("instance", [key("0020000D", "UI", uids[2] as string)], {
      withAncestors: true,
      rootUrl: "http://root",
      includeFields: ["00081050", "00100040"],
    });
    expect(Object.keys(full ?? {})).toEqual(Object.keys(full ?? {}).sort());
    expect(full).toMatchObject({
      "00080016": { vr: "UI" },
      "00100010": { Value: [{ Alphabetic: "Kuipers^Kees" }] },
      "00280100": { vr: "US", Value: [16] },
      "00081190": {
        Value: [expect.stringMatching(/^http:\/\/root\/studies\/[\d.]+\/series\/[\d.]+\/instances\//)],
      },
    });
  });
});

describe("streaming", () => {
  const streamed = async (query: AttributeQuery, idsAtOnce?: number) => {
    const answers: string[] = [];
    for await (const answer of streamAttributes(query, idsAtOnce)) answers.push(answer);
    return answers;
  };

  it("gives every match once, in the order of pages", async () => {
    const query: AttributeQuery = { level: "instance", scope: { organizationId }, keys: [] };
    expect(await streamed(query)).toHaveLength(6);
    expect(await streamed(query)).toEqual(await findAttributes(query, { limit: 100 }));
  });

  it.each(["patient", "study", "series", "instance"] as const)(
    "begins each page of a %s after the last, also where numbers are missing or alike",
    async (level) => {
      const { id } = await makeOrganization();
      const [day, otherDay] = [newUid(), newUid()];
      const [series, unnumbered] = [newUid(), newUid()];
      const study = { StudyInstanceUID: day, PatientID: "P1", StudyDate: "20260105" };
      const one = { ...study, SeriesInstanceUID: series, SeriesNumber: 2 };
      const other = { ...study, SeriesInstanceUID: unnumbered, SeriesNumber: "" };
      await ingest(
        id,
        ...[1, 1, 2, "", ""].map((InstanceNumber) => makeInstance({ ...one, InstanceNumber })),
        ...["", "", 7].map((InstanceNumber) => makeInstance({ ...other, InstanceNumber })),
        ...[2, 1, ""].map((SeriesNumber) => makeInstance({ ...study, SeriesNumber })),
        ...["20260105", "", "20260106", ""].map((StudyDate, number) =>
          makeInstance({
            StudyInstanceUID: number ? newUid() : otherDay,
            PatientID: `P${number}x`,
            StudyDate,
          }),
        ),
      );
      const query: AttributeQuery = { level, scope: { organizationId: id }, keys: [], withAncestors: true };
      const all = await findAttributes(query, { limit: 100 });
      expect(all.length).toBeGreaterThanOrEqual(5);
      for (const idsAtOnce of [1, 2, 3]) expect(await streamed(query, idsAtOnce)).toEqual(all);
    },
  );

  it("misses nothing where something that was given is deleted meanwhile", async () => {
    const { id } = await makeOrganization();
    for (let number = 0; number < 4; number++)
      await ingest(id, makeInstance({ StudyInstanceUID: newUid(), PatientID: `P${number}` }));
    const query: AttributeQuery = { level: "study", scope: { organizationId: id }, keys: [] };
    const all = await findAttributes(query, { limit: 100 });
    const given: string[] = [];
    for await (const answer of streamAttributes(query, 2)) {
      given.push(answer);
      if (given.length > 1) continue;
      const studyInstanceUid = String(value(JSON.parse(answer) as Answer, "0020000D"));
      await db.study.deleteMany({ where: { studyInstanceUid } });
    }
    expect(given).toEqual(all);
  });
});
