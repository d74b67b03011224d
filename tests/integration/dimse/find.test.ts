import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { newUid } from "@/lib/dicom";
import { type DimseServer, startDimse } from "@/lib/dimse";
import { addPeer } from "@/lib/peers";
import { dcmtk, itWithDcmtk as it } from "../../support/dcmtk";
import { ingest, makeInstance, makeOrganization } from "../../support/ingest";

const THORAX = "2.25.1001";
const BRAIN = "2.25.1002";
const context = systemContext("test");
let server: DimseServer;
let noord: string;

beforeAll(async () => {
  server = await startDimse();
  noord = await makeOrganization("noord");
  const zuid = await makeOrganization("zuid");
  await addPeer(context, { organizationId: noord, aeTitle: "NOORD", host: "127.0.0.1", port: 104 });
  await addPeer(context, { organizationId: zuid, aeTitle: "ZUID", host: "127.0.0.1", port: 104 });
  const thorax = { StudyInstanceUID: THORAX, StudyDate: "20260102", PatientID: "P1", AccessionNumber: "A1" };
  const jose = {
    PatientID: "P2",
    PatientName: "Müller^José",
    PatientBirthDate: "19500228",
    IssuerOfPatientID: "NOORD",
  };
  await ingest(
    noord,
    ...[1, 2].map((series) =>
      makeInstance({
        ...thorax,
        SeriesInstanceUID: `${THORAX}.${series}`,
        SeriesNumber: series,
        SOPInstanceUID: `${THORAX}.${series}.1`,
      }),
    ),
    makeInstance({ ...thorax, SeriesInstanceUID: `${THORAX}.2`, SeriesNumber: 2, InstanceNumber: 2 }),
    makeInstance({
      ...jose,
      ...{ StudyInstanceUID: BRAIN, StudyDate: "20251231", Modality: "MR", StudyDescription: "MR hersenen" },
      ...{ SOPClassUID: "1.2.840.10008.5.1.4.1.1.4", AccessionNumber: "A2" },
    }),
  );
  // The same patient number and the same study elsewhere.
  await ingest(zuid, makeInstance({ ...thorax, PatientName: "Ander^Iemand", SeriesInstanceUID: newUid() }));
});
afterAll(() => server.stop());

interface Answer {
  [tag: string]: string;
}

/** Asks with findscu; answers by tag what came back, and findscu's own words. */
async function find(
  model: "-S" | "-P",
  keys: string[],
  options: string[] = [],
  files: string[] = [],
): Promise<{ answers: Answer[]; output: string }> {
  const args = ["-d", "-aet", "NOORD", "-aec", "BEELDBRUG", model, ...options];
  const asked = keys.flatMap((key) => ["-k", key]);
  const { output } = await dcmtk("findscu", ...args, ...asked, "127.0.0.1", String(server.port), ...files);
  const answers = output
    .split(/Received Find Response \d+/)
    .slice(1)
    .map((part) => Object.fromEntries([...part.matchAll(ELEMENT)].map(elementOf)));
  return { answers, output };
}

const ELEMENT = /^D: \((\w{4}),(\w{4})\) \w\w (?:\[(.*)\]|(\S.*?)) +#/gm;

function elementOf([, group, element, text, other = ""]: RegExpMatchArray): [string, string] {
  return [`${group}${element}`, text?.replace(/[\0 ]+$/, "") ?? (other.startsWith("(no value") ? "" : other)];
}

const studiesOf = (answers: Answer[]) => answers.map((answer) => answer["0020000d"]).sort();

it("answers what was asked for, with the unique keys and where to retrieve from", async () => {
  const { answers, output } = await find("-S", [
    "0008,0052=STUDY",
    "PatientName",
    "AccessionNumber=A1",
    "StudyDate",
    "ModalitiesInStudy",
    "NumberOfStudyRelatedInstances",
    "InstanceAvailability",
  ]);
  expect(answers, output).toEqual([
    expect.objectContaining({
      ...{ "00080020": "20260102", "00080050": "A1", "00080061": "CT", "00100010": "Jansen^Anna" },
      ...{
        "00080052": "STUDY",
        "00080056": "ONLINE",
        "00080054": "BEELDBRUG",
        "0020000d": THORAX,
        "00201208": "3",
        "00100020": "P1",
      },
    }),
  ]);
  expect(answers[0]).not.toHaveProperty("00081030");
});

it.each([
  ["everything without values", [], [THORAX, BRAIN]],
  ["a wildcard, whatever the case", ["PatientName=jan*"], [THORAX]],
  ["a single character", ["PatientID=P?"], [THORAX, BRAIN]],
  ["a range of dates", ["StudyDate=20260101-20260131"], [THORAX]],
  ["an open range", ["StudyDate=-20251231"], [BRAIN]],
  ["a list of UIDs", [`StudyInstanceUID=${THORAX}\\${BRAIN}\\1.2.3`], [THORAX, BRAIN]],
  ["a modality", ["ModalitiesInStudy=MR"], [BRAIN]],
  ["nothing for what isn't there", ["PatientID=P9"], []],
])("matches %s", async (_, keys, studies) => {
  const { answers, output } = await find("-S", ["0008,0052=STUDY", "StudyInstanceUID", ...keys]);
  expect(studiesOf(answers), output).toEqual(studies);
});

it("reads the query in its own character set and answers in UTF-8", async () => {
  const asked = ["0008,0052=STUDY", "PatientName=M\xfcller*"];
  const utf8 = await find("-S", ["0008,0005=ISO_IR 192", ...asked]);
  const [müller] = utf8.answers;
  expect(müller, utf8.output).toMatchObject({ "00100010": "Müller^José", "00080005": "ISO_IR 192" });
  // The same name in Latin-1 bytes, which an argument can't hold.
  const query = path.join(process.env.DATA_DIR ?? "", "query");
  const dump = Buffer.from(
    "(0008,0005) CS [ISO_IR 100]\n(0008,0052) CS [STUDY]\n(0010,0010) PN [M\xfcller*]\n",
    "latin1",
  );
  fs.writeFileSync(`${query}.txt`, dump);
  await dcmtk("dump2dcm", `${query}.txt`, `${query}.dcm`);
  const latin1 = await find("-S", [], [], [`${query}.dcm`]);
  expect(latin1.answers, latin1.output).toEqual(utf8.answers);
});

it("goes down to series and instances", async () => {
  const series = await find("-S", [
    "0008,0052=SERIES",
    `StudyInstanceUID=${THORAX}`,
    "SeriesNumber",
    "Modality",
    "NumberOfSeriesRelatedInstances",
    "PatientName",
  ]);
  expect(series.answers, series.output).toMatchObject([
    {
      "0020000e": `${THORAX}.1`,
      "00200011": "1",
      "00080060": "CT",
      "00201209": "1",
      "00100010": "Jansen^Anna",
    },
    { "0020000e": `${THORAX}.2`, "00200011": "2", "00201209": "2" },
  ]);
  const images = await find("-S", [
    "0008,0052=IMAGE",
    `StudyInstanceUID=${THORAX}`,
    `SeriesInstanceUID=${THORAX}.2`,
    "SOPClassUID",
    "InstanceNumber",
    "Rows",
  ]);
  expect(images.answers).toHaveLength(2);
  expect(images.answers[0], images.output).toMatchObject({
    "00080018": `${THORAX}.2.1`,
    "00200013": "1",
    "00280010": "4",
  });
});

it("finds patients in the patient root model only", async () => {
  const { answers, output } = await find("-P", [
    "0008,0052=PATIENT",
    "PatientID=P2",
    "PatientName",
    "PatientBirthDate",
    "IssuerOfPatientID",
  ]);
  expect(answers, output).toMatchObject([{ "00100020": "P2", "00100030": "19500228", "00100021": "NOORD" }]);
  expect((await find("-S", ["0008,0052=PATIENT", "PatientID=P2"])).output).toMatch(/0xa900/i);
});

it("takes queries in implicit VR and in explicit VR", async () => {
  for (const syntax of ["-xi", "-xe"]) {
    const { answers } = await find(
      "-S",
      ["0008,0052=STUDY", "AccessionNumber=A2", "StudyDescription"],
      [syntax],
    );
    expect(answers).toMatchObject([{ "00081030": "MR hersenen" }]);
  }
});

it("gives unknown keys back empty and says so", async () => {
  const { answers, output } = await find("-S", ["0008,0052=STUDY", "AccessionNumber=A1", "0009,0010=MAKER"]);
  expect(answers, output).toMatchObject([{ "00080050": "A1", "00090010": "" }]);
  expect(output).toMatch(/0xff01/i);
});

it("refuses a value that its attribute can't have", async () => {
  const { answers, output } = await find("-S", ["0008,0052=STUDY", "StudyDate=yesterday"]);
  expect(answers).toEqual([]);
  expect(output).toMatch(/0xc000/i);
});

it("stops when it is cancelled", async () => {
  const { id } = await db.patient.create({ data: { organizationId: noord, patientIdentifier: "MANY" } });
  await db.$executeRaw`
    INSERT INTO "Study" ("id", "organizationId", "patientId", "studyInstanceUid", "origin", "studyDate")
    SELECT gen_random_uuid(), ${noord}::uuid, ${id}::uuid, '2.25.7.' || n, 'CLI', '19900101'
    FROM generate_series(1, 3000) n`;
  const { answers, output } = await find("-S", ["0008,0052=STUDY", "StudyInstanceUID"], ["--cancel", "2"]);
  expect(output).toMatch(/0xfe00/i);
  expect(answers.length).toBeLessThan(3000);
});

it("shows a peer the studies of its own organisation only, and logs the search without its values", async () => {
  const args = [
    "-d",
    "-S",
    "-aet",
    "ZUID",
    "-aec",
    "BEELDBRUG",
    "-k",
    "0008,0052=STUDY",
    "-k",
    "PatientName",
    "-k",
    "PatientID=P*",
  ];
  const { output } = await dcmtk("findscu", ...args, "127.0.0.1", String(server.port));
  expect(output).toContain("Ander^Iemand");
  expect(output).not.toContain("Jansen");
  const last = await db.auditEvent.findFirst({
    where: { action: "study.searched" },
    orderBy: { recordedAt: "desc" },
  });
  expect(last).toMatchObject({ eventCode: "110112", userName: "AE ZUID" });
  expect(JSON.stringify(last?.detail)).not.toContain("P*");
});
