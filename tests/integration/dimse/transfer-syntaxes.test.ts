import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Actor, systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { type DicomObject, writePart10 } from "@/lib/dicom";
import { handleDicomWeb } from "@/lib/dicomweb";
import { type DimseServer, type OutgoingInstance, startDimse, storeToPeer } from "@/lib/dimse";
import { SopClass } from "@/lib/dimse/sop-classes";
import { CommandField } from "@/lib/dimse/upper-layer/command-set";
import { requestAssociation } from "@/lib/dimse/upper-layer/request-association";
import { writeDataSet } from "@/lib/dimse/write-data-set";
import { addPeer } from "@/lib/peers";
import { readTable, samplesFolder, scan } from "../../../lib/dicom/samples.node";
import { serveBytes } from "../../support/byte-server";
import { encodeGrey, encodeJpeg, encodeRle } from "../../support/codestreams";
import {
  dcmtk,
  hasDcmtk,
  itWithDcmtk,
  type RunningProgram,
  startStorescp,
  temporaryFolder,
} from "../../support/dcmtk";
import { dataSetOf, instanceAttributes, makeInstance, makeOrganization } from "../../support/ingest";
import { hasSamples } from "../../support/samples";

const EXPLICIT = "1.2.840.10008.1.2.1";
/** With what dcmtk proposes a transfer syntax as sender, and prefers it as receiver with a plus. */
const OPTIONS: Record<string, string> = {
  "1.2.840.10008.1.2": "xi",
  "1.2.840.10008.1.2.1": "xe",
  "1.2.840.10008.1.2.2": "xb",
  "1.2.840.10008.1.2.1.99": "xd",
  "1.2.840.10008.1.2.5": "xr",
  "1.2.840.10008.1.2.4.50": "xy",
  "1.2.840.10008.1.2.4.51": "xx",
  "1.2.840.10008.1.2.4.70": "xs",
  "1.2.840.10008.1.2.4.80": "xt",
  "1.2.840.10008.1.2.4.81": "xu",
  "1.2.840.10008.1.2.4.90": "xv",
  "1.2.840.10008.1.2.4.91": "xw",
  "1.2.840.10008.1.2.4.101": "xh",
  "1.2.840.10008.1.2.4.102": "xn",
};

const ask = await serveBytes(handleDicomWeb);
const folder = temporaryFolder("syntaxes");
/** What getscu gets as it is stored; with +xi it proposes explicit VR. */
const AS_STORED = [".1", ".4.101", ".4.102"].map((kind) => `1.2.840.10008.1.2${kind}`);
let server: DimseServer;
let receiver: RunningProgram;
/** Where what is sent byte for byte goes, and where what dcmtk sends. */
let ours: string;
let theirs: string;

beforeAll(async () => {
  server = await startDimse();
  if (hasDcmtk) receiver = await startStorescp("+xa", "+B");
  [ours, theirs] = [await makeOrganization(), await makeOrganization()];
  const add = (organizationId: string, aeTitle: string) =>
    addPeer(systemContext("test"), { organizationId, aeTitle, host: "127.0.0.1", port: 104 });
  await add(ours, "BEELDBRUG");
  await add(theirs, "DCMTK");
});
// Several of the files are one image in several forms.
afterEach(() => db.study.deleteMany({ where: { organizationId: { in: [ours, theirs] } } }));
afterAll(async () => {
  await server.stop();
  await receiver?.stop();
  fs.rmSync(folder, { recursive: true });
});

/** One file of each transfer syntax: a real one, the smallest, or what can be made here. */
const files: [string, Uint8Array][] = hasSamples ? realFiles() : await madeFiles();

function realFiles(): [string, Uint8Array][] {
  const rows = readTable("MANIFEST.tsv").filter(
    ({ kind, ts, sop_uid: uid, study_uid: study }) => kind === "dicom" && ts && uid && study,
  );
  return [...Map.groupBy(rows, ({ ts }) => ts ?? "")].map(([syntax, candidates]) => {
    const [{ path: file = "" } = {}] = candidates
      .filter(({ rows: height }) => Number(height) > 0)
      .sort((a, b) => Number(a.size) - Number(b.size));
    return [syntax, fs.readFileSync(path.join(samplesFolder, file))];
  });
}

async function madeFiles(): Promise<[string, Uint8Array][]> {
  const values = { Rows: 24, Columns: 40 };
  const eight = { ...values, BitsAllocated: 8, BitsStored: 8, HighBit: 7 };
  const made = (syntax: string, stream: Uint8Array, of: DicomObject = values): [string, Uint8Array] => [
    `1.2.840.10008.1.2.${syntax}`,
    Buffer.concat(
      writePart10(instanceAttributes(of), {
        encapsulated: [stream],
        transferSyntaxUid: `1.2.840.10008.1.2.${syntax}`,
      }),
    ),
  ];
  return [
    [EXPLICIT, makeInstance()],
    made("4.50", await encodeJpeg(40, 24), eight),
    made("4.80", await encodeGrey("jpegLs", 40, 24)),
    made("4.90", await encodeGrey("jpeg2000", 40, 24)),
    made("4.201", await encodeGrey("htj2k", 40, 24)),
    made("5", encodeRle(40, 24)),
  ];
}

/** As it lies in the file, to be sent in pieces. */
function outgoing(file: Uint8Array): OutgoingInstance & { studyInstanceUid: string; bytes: Uint8Array } {
  const { identity, transferSyntaxUid } = scan(file);
  if (!identity) throw new Error("not an instance");
  const bytes = dataSetOf(file);
  return {
    ...identity,
    transferSyntaxUid,
    bytes,
    dataSetLength: bytes.length,
    dataSet: async function* () {
      for (let at = 0; at < bytes.length; at += 30_001) yield bytes.subarray(at, at + 30_001);
    },
  };
}

const peer = () => ({ host: "127.0.0.1", port: server.port, aeTitle: "BEELDBRUG" });
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** The data set that a C-GET brings, asked for in one transfer syntax. */
async function getInstance(sent: ReturnType<typeof outgoing>): Promise<[string, Uint8Array] | undefined> {
  let received: [string, Uint8Array] | undefined;
  const association = await requestAssociation(peer(), {
    contexts: [
      { id: 1, abstractSyntax: SopClass.studyRootGet, transferSyntaxes: [EXPLICIT] },
      { id: 3, abstractSyntax: sent.sopClassUid, transferSyntaxes: [sent.transferSyntaxUid] },
    ],
    roles: [{ sopClassUid: sent.sopClassUid, isScu: false, isScp: true }],
    handle: async ({ context, dataSet, respond }) => {
      const parts: Uint8Array[] = [];
      for await (const part of dataSet) parts.push(part.slice());
      received = [context.transferSyntax, Buffer.concat(parts)];
      await respond({ status: 0 });
    },
  });
  const identifier = writeDataSet(
    {
      QueryRetrieveLevel: "STUDY",
      StudyInstanceUID: sent.studyInstanceUid,
    },
    EXPLICIT,
  );
  await association.request(
    1,
    { commandField: CommandField.getRequest, affectedSopClassUid: SopClass.studyRootGet, priority: 0 },
    { bytes: [identifier], length: identifier.length },
  );
  association.abort();
  return received;
}

/** The instance as WADO-RS gives it to who takes anything. */
async function fetchInstance(organizationId: string, sopInstanceUid: string) {
  const row = await db.instance.findFirstOrThrow({
    where: { organizationId, sopInstanceUid },
    include: { study: true, series: true },
  });
  const actor: Actor = {
    kind: "organization",
    organizationId,
    organizationSlug: "",
    organizationName: "",
  };
  const { bytes, headers } = await ask(
    actor,
    `/dicom-web/studies/${row.study.studyInstanceUid}/series/${row.series.seriesInstanceUid}/instances/${sopInstanceUid}`,
    { accept: "application/dicom; transfer-syntax=*" },
  );
  return { row, bytes, type: headers.get("content-type") };
}

it("has a file of each transfer syntax that is asked for", () => {
  if (!hasSamples) return;
  const kinds = ["", ".1", ".2", ".1.99", ".5", ".4.50", ".4.51", ".4.57", ".4.70", ".4.80", ".4.81"];
  const more = [".4.90", ".4.91", ".4.201", ".4.101", ".4.102"];
  const syntaxes = files.map(([syntax]) => syntax);
  expect(syntaxes).toEqual(
    expect.arrayContaining([...kinds, ...more].map((kind) => `1.2.840.10008.1.2${kind}`)),
  );
});

describe("what comes by C-STORE", () => {
  it.each(files)("goes back as it came, by WADO-RS and C-GET: %s", async (syntax, file) => {
    const sent = outgoing(file);
    expect(sent.transferSyntaxUid).toBe(syntax);
    const statuses: number[] = [];
    await storeToPeer(peer(), [sent], (_, { status }) => void statuses.push(status));
    expect(statuses).toEqual([0]);

    const { row, bytes, type } = await fetchInstance(ours, sent.sopInstanceUid);
    expect(row.transferSyntaxUid).toBe(syntax);
    expect(type).toBe(`application/dicom; transfer-syntax=${syntax}`);
    expect(sha256(dataSetOf(bytes))).toBe(sha256(sent.bytes));

    const [received, dataSet] = (await getInstance(sent)) ?? [];
    expect(received).toBe(syntax);
    expect(dataSet && sha256(dataSet)).toBe(sha256(sent.bytes));
  });

  itWithDcmtk.each(files.filter(([syntax]) => syntax in OPTIONS))(
    "is from dcmtk what its own receiver keeps of it, and goes back to it: %s",
    async (syntax, file) => {
      const option = OPTIONS[syntax] as string;
      const original = path.join(folder, `${syntax}.dcm`);
      fs.writeFileSync(original, file);
      const storescu = (aeTitle: string, port: number) =>
        dcmtk(
          ...(["storescu", "-v", "-R", `-${option}`, "-aet", "DCMTK", "-aec", aeTitle] as const),
          ...["127.0.0.1", String(port), original],
        );
      for (const sent of [await storescu("ANY", receiver.port), await storescu("BEELDBRUG", server.port)])
        expect(sent).toEqual({ code: 0, output: expect.stringContaining("(Success)") });
      // dcmtk encodes a data set anew when it sends.
      const [kept = ""] = fs.readdirSync(receiver.folder);
      const expected = fs.readFileSync(path.join(receiver.folder, kept));
      fs.rmSync(path.join(receiver.folder, kept));
      const { sopInstanceUid, studyInstanceUid } = outgoing(expected);
      const { row, bytes } = await fetchInstance(theirs, sopInstanceUid);
      expect(row.transferSyntaxUid).toBe(syntax);
      expect(sha256(dataSetOf(bytes))).toBe(sha256(dataSetOf(expected)));

      const target = fs.mkdtempSync(path.join(folder, "got-"));
      const keys = ["QueryRetrieveLevel=STUDY", `StudyInstanceUID=${studyInstanceUid}`];
      const got = await dcmtk(
        ...(["getscu", "-v", "-S", "+B", "-od", target, `+${option}`] as const),
        ...["-aet", "DCMTK", "-aec", "BEELDBRUG", "127.0.0.1", String(server.port)],
        ...keys.flatMap((key) => ["-k", key]),
      );
      expect(got.code, got.output).toBe(0);
      const [name] = fs.readdirSync(target);
      if (name === undefined) throw new Error(got.output);
      const received = fs.readFileSync(path.join(target, name));
      // getscu proposes compression and none in one context; then what can be decoded is.
      const isKept = AS_STORED.includes(syntax);
      expect(scan(received).transferSyntaxUid).toBe(isKept ? syntax : EXPLICIT);
      if (isKept) expect(sha256(dataSetOf(received))).toBe(sha256(dataSetOf(expected)));
    },
  );
});
