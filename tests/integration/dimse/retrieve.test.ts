import fs from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect } from "vitest";
import { systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { newUid } from "@/lib/dicom";
import { type DimseServer, startDimse } from "@/lib/dimse";
import { addPeer } from "@/lib/peers";
import {
  dcmtk,
  itWithDcmtk as it,
  type RunningProgram,
  startStorescp,
  temporaryFolder,
} from "../../support/dcmtk";
import { freePort } from "../../support/free-port";
import { dataSetOf, ingest, makeInstance, makeOrganization } from "../../support/ingest";

const STUDY = "2.25.2001";
const context = systemContext("test");
const folder = temporaryFolder("retrieve");
let server: DimseServer;
let destination: RunningProgram;
let files: Uint8Array[];

beforeAll(async () => {
  server = await startDimse();
  destination = await startStorescp("+xa", "+B");
  const [noord, zuid] = [await makeOrganization("noord"), await makeOrganization("zuid")];
  const add = (organizationId: string, aeTitle: string, port: number) =>
    addPeer(context, { organizationId, aeTitle, host: "127.0.0.1", port });
  await add(noord, "NOORD", 104);
  await add(noord, "PACS", destination.port);
  await add(noord, "AWAY", await freePort());
  await add(zuid, "ZUID", destination.port);
  files = [1, 2, 3].map((number) =>
    makeInstance({
      ...{
        StudyInstanceUID: STUDY,
        SeriesInstanceUID: `${STUDY}.${number % 2}`,
        SOPInstanceUID: `${STUDY}.9.${number}`,
      },
      ...{ PatientID: "P7", InstanceNumber: number },
    }),
  );
  await ingest(noord, ...files, makeInstance({ PatientID: "P7", StudyInstanceUID: newUid() }));
  await ingest(
    zuid,
    makeInstance({ StudyInstanceUID: STUDY, PatientID: "P7" }),
    makeInstance({ StudyInstanceUID: "2.25.2002" }),
  );
});
afterAll(async () => {
  await server.stop();
  await destination.stop();
  fs.rmSync(folder, { recursive: true });
});

const keysOf = (...keys: string[]) => keys.flatMap((key) => ["-k", key]);
const here = () => ["127.0.0.1", String(server.port)];
const received = () =>
  fs
    .readdirSync(destination.folder)
    .map((name) => name.replace(/^[A-Z]+\w*\./, ""))
    .sort();
afterEach(() => {
  for (const name of fs.readdirSync(destination.folder)) fs.rmSync(path.join(destination.folder, name));
});

describe("C-MOVE", () => {
  const move = (to: string, keys: string[], ...options: string[]) =>
    dcmtk(
      "movescu",
      "-d",
      "-S",
      "-aet",
      "NOORD",
      "-aec",
      "BEELDBRUG",
      "-aem",
      to,
      ...options,
      ...keysOf(...keys),
      ...here(),
    );

  it("sends a study to another peer of the organisation, byte for byte, and logs it once", async () => {
    const { output } = await move("PACS", ["0008,0052=STUDY", `StudyInstanceUID=${STUDY}`]);
    expect(output).toMatch(/DIMSE Status +: 0x0000/);
    expect(output).toMatch(/Completed Suboperations +: 3/);
    expect(output).toMatch(/Remaining Suboperations +: 2/);
    expect(received()).toEqual([1, 2, 3].map((number) => `${STUDY}.9.${number}`));
    for (const [index, file] of files.entries()) {
      const name = fs.readdirSync(destination.folder).find((one) => one.endsWith(`.9.${index + 1}`)) ?? "";
      const bytes = fs.readFileSync(path.join(destination.folder, name));
      expect(Buffer.from(dataSetOf(bytes)).equals(dataSetOf(file))).toBe(true);
    }
    const rows = await db.auditEvent.findMany({ where: { action: "study.retrieved" } });
    expect(rows).toMatchObject([
      { eventCode: "110104", studyInstanceUid: STUDY, patientIdentifier: "P7", userName: "AE NOORD" },
    ]);
    expect(rows[0]?.detail).toEqual({ service: "C-MOVE", destination: "PACS" });
  });

  it.each([
    ["a series", ["0008,0052=SERIES", `StudyInstanceUID=${STUDY}`, `SeriesInstanceUID=${STUDY}.1`], 2],
    [
      "a list of instances",
      ["0008,0052=IMAGE", `StudyInstanceUID=${STUDY}`, `SOPInstanceUID=${STUDY}.9.1\\${STUDY}.9.2`],
      2,
    ],
    ["nothing that is another organisation's", ["0008,0052=STUDY", "StudyInstanceUID=2.25.2002"], 0],
  ])("sends %s", async (_, keys, count) => {
    const { output } = await move("PACS", keys);
    expect(output).toMatch(/DIMSE Status +: 0x0000/);
    expect(received()).toHaveLength(count);
  });

  it("sends all studies of a patient in the patient root model", async () => {
    const keys = ["0008,0052=PATIENT", "PatientID=P7"];
    const args = ["-d", "-P", "-aet", "NOORD", "-aec", "BEELDBRUG", "-aem", "PACS"];
    const { output } = await dcmtk("movescu", ...args, ...keysOf(...keys), ...here());
    expect(output).toMatch(/DIMSE Status +: 0x0000/);
    expect(received()).toHaveLength(4);
  });

  it.each([
    ["unknown", "NOBODY"],
    ["another organisation's", "ZUID"],
  ])("refuses a destination that is %s", async (_, title) => {
    const { output } = await move(title, ["0008,0052=STUDY", `StudyInstanceUID=${STUDY}`]);
    expect(output).toMatch(/0xa801/i);
    expect(received()).toEqual([]);
  });

  it("says what failed when the destination is away", async () => {
    const { output } = await move("AWAY", ["0008,0052=SERIES", `SeriesInstanceUID=${STUDY}.1`], "-pr");
    expect(output).toMatch(/0xa702/i);
    expect(output).toMatch(/Failed Suboperations +: 2/);
  });

  it("wants the unique key of the level", async () => {
    expect((await move("PACS", ["0008,0052=STUDY", "PatientID=P7"])).output).toMatch(/0xa900/i);
  });

  it("stops when it is cancelled", async () => {
    const slow = await startStorescp("--sleep-after", "1");
    const peer = await db.peer.findUniqueOrThrow({ where: { aeTitle: "AWAY" } });
    await db.peer.update({ where: { id: peer.id }, data: { port: slow.port } });
    const { output } = await move("AWAY", ["0008,0052=STUDY", `StudyInstanceUID=${STUDY}`], "--cancel", "1");
    await slow.stop();
    expect(output).toMatch(/0xfe00/i);
    expect(output).not.toMatch(/Completed Suboperations +: 3/);
  });
});

describe("C-GET", () => {
  const get = (title: string, keys: string[], ...options: string[]) =>
    dcmtk(
      "getscu",
      "-d",
      "-S",
      "-aet",
      title,
      "-aec",
      "BEELDBRUG",
      "-od",
      folder,
      ...options,
      ...keysOf(...keys),
      ...here(),
    );
  const got = () =>
    fs
      .readdirSync(folder)
      .map((name) => name.replace(/^[A-Z]+\w*\./, ""))
      .sort();

  it("sends a study back over the same association", async () => {
    const { output } = await get("NOORD", ["0008,0052=STUDY", `StudyInstanceUID=${STUDY}`], "+B");
    expect(output).toMatch(/Number of Completed Suboperations +: 3/);
    expect(got()).toEqual([1, 2, 3].map((number) => `${STUDY}.9.${number}`));
    const { output: dump } = await dcmtk("dcmdump", path.join(folder, fs.readdirSync(folder)[0] ?? ""));
    expect(dump).toContain("[Jansen^Anna]");
    expect(
      await db.auditEvent.count({
        where: { action: "study.retrieved", detail: { path: ["service"], equals: "C-GET" } },
      }),
    ).toBe(1);
  });

  it("sends implicit VR to who takes nothing else", async () => {
    const { output } = await get("NOORD", ["0008,0052=IMAGE", `SOPInstanceUID=${STUDY}.9.1`], "-xi");
    expect(output).toMatch(/Number of Completed Suboperations +: 1/);
  });

  it("gives nothing of another organisation", async () => {
    const { output } = await get("ZUID", ["0008,0052=IMAGE", `SOPInstanceUID=${STUDY}.9.1`]);
    expect(output).toMatch(/Number of Completed Suboperations +: 0|0x0000/);
    expect(output).not.toMatch(/Number of Completed Suboperations +: 1/);
  });
});
