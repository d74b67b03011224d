import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/context";
import { db } from "@/lib/db";
import { newUid } from "@/lib/dicom";
import { handleDicomWeb } from "@/lib/dicomweb";
import { makeAccount, makeOrganization } from "../../support/accounts";
import { actorOf, serveBytes } from "../../support/byte-server";
import { ingest, makeInstance } from "../../support/ingest";

type Json = Record<string, { vr: string; Value?: unknown[] }>[];
const get = await serveBytes(handleDicomWeb);
let actor: Actor;
let organizationId: string;
const uids = [newUid(), newUid(), newUid()];
const series = newUid();

beforeAll(async () => {
  organizationId = (await makeOrganization()).id;
  actor = await actorOf((await makeAccount({ organizationId })).id);
  const base = { PatientID: "100", PatientName: "Jansen^Anna" };
  await ingest(
    organizationId,
    makeInstance({
      ...base,
      StudyInstanceUID: uids[0],
      SeriesInstanceUID: series,
      StudyDate: "20240101",
      AccessionNumber: "A1",
    }),
    makeInstance({
      ...base,
      StudyInstanceUID: uids[0],
      SeriesInstanceUID: series,
      StudyDate: "20240101",
      AccessionNumber: "A1",
      InstanceNumber: 2,
    }),
    makeInstance({
      ...base,
      StudyInstanceUID: uids[1],
      StudyDate: "20250101",
      Modality: "MR",
      AccessionNumber: "A2",
    }),
    makeInstance({
      StudyInstanceUID: uids[2],
      SpecificCharacterSet: "ISO_IR 192",
      PatientID: "200",
      PatientName: "Müller-Gonçalves^Zoë",
      StudyDate: "20260101",
      AccessionNumber: "B_1",
      TimezoneOffsetFromUTC: "+0100",
    }),
  );
});

async function search(path: string): Promise<{ status: number; json: Json; warning: string | null }> {
  const answer = await get(actor, `/dicom-web/${path}`);
  return {
    status: answer.status,
    json: answer.status === 200 ? (answer.json() as Json) : [],
    warning: answer.headers.get("warning"),
  };
}
const found = async (query: string) => {
  const { status, json } = await search(`studies?${query}`);
  return status === 204
    ? []
    : json.map((study) => uids.indexOf(study["0020000D"]?.Value?.[0] as string)).sort();
};

describe("searches of one moment", () => {
  it("are each answered with their own studies, of their own organisation", async () => {
    const other = (await makeOrganization()).id;
    const stranger = await actorOf((await makeAccount({ organizationId: other })).id);
    const theirs = newUid();
    await ingest(other, makeInstance({ PatientID: "100", StudyInstanceUID: theirs, StudyDate: "20240101" }));
    const studiesOf = async (who: Actor, query: string) => {
      const answer = await get(who, `/dicom-web/studies?${query}`);
      const json = answer.status === 200 ? (answer.json() as Json) : [];
      return json.map((study) => study["0020000D"]?.Value?.[0]);
    };
    const asked: [Actor, string, (string | undefined)[]][] = [
      [actor, "PatientID=100", [uids[1], uids[0]]],
      [stranger, "PatientID=100", [theirs]],
      [actor, "PatientID=200", [uids[2]]],
      [actor, "PatientID=300", []],
      [stranger, "PatientID=200", []],
      [actor, "PatientID=100&limit=1", [uids[1]]],
      [actor, "PatientID=100&limit=1&offset=1", [uids[0]]],
    ];
    const answers = await Promise.all(asked.map(([who, query]) => studiesOf(who, query)));
    expect(answers).toEqual(asked.map(([, , expected]) => expected));
  });
});

describe("studies", () => {
  it("have the required attributes and URLs below the root, newest first", async () => {
    const { json } = await search("studies");
    expect(json.map((study) => study["00080020"]?.Value?.[0])).toEqual(["20260101", "20250101", "20240101"]);
    expect(json[0]).toMatchObject({
      "00080005": { vr: "CS", Value: ["ISO_IR 192"] },
      "00080201": { vr: "SH", Value: ["+0100"] },
    });
    const study = json[2];
    for (const tag of "00080020 00080030 00080050 00080061 00080090 00081190 00100010 00100020 00100030 00100040 0020000D 00200010 00201206 00201208".split(
      " ",
    ))
      expect([tag, study?.[tag]?.vr]).toEqual([tag, expect.any(String)]);
    expect(study).toMatchObject({
      "00080061": { vr: "CS", Value: ["CT"] },
      "00081190": { vr: "UR", Value: [`http://127.0.0.1:3000/dicom-web/studies/${uids[0]}`] },
      "00100010": { vr: "PN", Value: [{ Alphabetic: "Jansen^Anna" }] },
      "00201206": { Value: [1] },
      "00201208": { Value: [2] },
    });
  });

  it.each([
    ["PatientID=100", [0, 1]],
    ["00100020=200", [2]],
    ["PatientName=Jansen%5EAnna", [0, 1]],
    ["PatientName=jansen*", [0, 1]],
    ["PatientName=Jansen", []],
    ["PatientName=*anna", [0, 1]],
    ["PatientName=muller*", [2]],
    ["PatientName=MÜLLER-gonc?lves*", [2]],
    ["PatientName=goncalves&fuzzymatching=true", [2]],
    ["PatientName=zoe&fuzzymatching=true", [2]],
    ["PatientName=jans&fuzzymatching=true", [0, 1]],
    ["PatientName=janssen&fuzzymatching=true", [0, 1]],
    ["StudyDate=20240101", [0]],
    ["StudyDate=20240102-20251231", [1]],
    ["StudyDate=-20241231", [0]],
    ["StudyDate=20250101-", [1, 2]],
    ["ModalitiesInStudy=MR", [1]],
    ["ModalitiesInStudy=MR,CT", [0, 1, 2]],
    ["AccessionNumber=A%3F", [0, 1]],
    ["AccessionNumber=B_*", [2]],
    ["AccessionNumber=__*", []],
    ["AccessionNumber=", [0, 1, 2]],
    [`StudyInstanceUID=${uids[0]},${uids[2]}`, [0, 2]],
    ["StudyDescription=CT*", [0, 1, 2]],
    ["PatientSex=F", [0, 1, 2]],
    ["PatientSex=M", []],
    ["PatientName=%27%20OR%201%3D1--", []],
  ])("match %s", async (query, expected) => expect(await found(query)).toEqual(expected));

  it("come in pages that fit together, and say when there are none", async () => {
    const all = (await search("studies")).json;
    const pages = await Promise.all([0, 1, 2].map((offset) => search(`studies?limit=1&offset=${offset}`)));
    expect(pages.flatMap(({ json }) => json)).toEqual(all);
    expect((await search("studies?limit=1&offset=3")).status).toBe(204);
    expect((await search("studies?PatientID=none")).status).toBe(204);
  });

  it("give further attributes when asked", async () => {
    const { json } = await search(
      "studies?includefield=PatientComments&includefield=00081030&includefield=all",
    );
    expect(json[0]?.["00081030"]?.Value).toEqual(["CT thorax"]);
  });

  it.each(["limit=x", "offset=-1", "Nonsense=1", "StudyDate=yesterday", "fuzzymatching=maybe"])(
    "refuse %s without repeating it",
    async (query) => {
      const answer = await get(actor, `/dicom-web/studies?${query}`);
      expect(answer.status).toBe(400);
      expect(answer.bytes.toString()).not.toContain("yesterday");
    },
  );

  it("leave the words searched for out of the log", async () => {
    await search("studies?PatientName=Canarivogel");
    const row = await db.auditEvent.findFirstOrThrow({
      where: { chain: organizationId, action: "study.searched" },
      orderBy: { sequence: "desc" },
    });
    expect(row.detail).toMatchObject({ keys: ["00100010"] });
    expect(JSON.stringify(row.detail)).not.toContain("Canarivogel");
  });

  it("are only those of the own organisation", async () => {
    const other = await actorOf((await makeAccount()).id);
    expect((await get(other, "/dicom-web/studies")).status).toBe(204);
    expect((await get(other, `/dicom-web/instances?StudyInstanceUID=${uids[0]}`)).status).toBe(204);
  });
});

describe("series and instances", () => {
  it("are found below a study and over all", async () => {
    const below = await search(`studies/${uids[0]}/series`);
    expect(below.json).toHaveLength(1);
    expect(below.json[0]).toMatchObject({
      "00080060": { Value: ["CT"] },
      "0020000E": { Value: [series] },
      "00201209": { Value: [2] },
      "00081190": { Value: [`http://127.0.0.1:3000/dicom-web/studies/${uids[0]}/series/${series}`] },
    });
    expect((await search("series?Modality=MR")).json).toMatchObject([
      { "0020000D": { Value: [uids[1]] }, "00100020": { Value: ["100"] } },
    ]);
    expect((await search(`studies/${newUid()}/series`)).status).toBe(404);
  });

  it("list instances in order with what a viewer needs", async () => {
    const { json } = await search(`studies/${uids[0]}/series/${series}/instances`);
    expect(json.map((instance) => instance["00200013"]?.Value?.[0])).toEqual([1, 2]);
    expect(json[0]).toMatchObject({
      "00080016": { Value: ["1.2.840.10008.5.1.4.1.1.2"] },
      "00280010": { Value: [4] },
      "00280011": { Value: [4] },
      "00280100": { Value: [16] },
    });
    const below = (await search(`studies/${uids[0]}/instances?InstanceNumber=2`)).json;
    expect(below).toHaveLength(1);
    // What the path names isn't repeated; what it doesn't name is there.
    expect(below[0]).toMatchObject({ "00080060": { Value: ["CT"] } });
    expect(below[0]?.["00100020"]).toBeUndefined();
    expect((await search("instances?limit=1")).json[0]?.["00100020"]).toBeDefined();
    expect((await search("instances?limit=2")).json).toHaveLength(2);
  });
});
