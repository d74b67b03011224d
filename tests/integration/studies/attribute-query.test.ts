import { beforeAll, describe, expect, it } from "vitest";
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

it("streams every match once, in the order of pages", async () => {
  const query: AttributeQuery = { level: "instance", scope: { organizationId }, keys: [] };
  const streamed: string[] = [];
  for await (const answer of streamAttributes(query)) streamed.push(answer);
  expect(streamed).toHaveLength(6);
  expect(streamed).toEqual(await findAttributes(query, { limit: 100 }));
});
