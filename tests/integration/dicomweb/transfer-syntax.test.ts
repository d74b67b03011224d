import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/context";
import { newUid, writePart10 } from "@/lib/dicom";
import { handleDicomWeb } from "@/lib/dicomweb";
import { makeAccount, makeOrganization } from "../../support/accounts";
import { actorOf, partsOf, serveBytes } from "../../support/byte-server";
import { ingest, instanceAttributes, makeInstance } from "../../support/ingest";

const get = await serveBytes(handleDicomWeb);
const EXPLICIT = "1.2.840.10008.1.2.1";
const RLE = "1.2.840.10008.1.2.5";
const MPEG2 = "1.2.840.10008.1.2.4.100";
const [study, series] = [newUid(), newUid()];
const [native, rle, video] = [newUid(), newUid(), newUid()];
const root = `/dicom-web/studies/${study}`;
const instance = (uid: string) => `${root}/series/${series}/instances/${uid}`;

/** 4 by 4 pixels of 16 bits, all 0x0102: two runs. */
function rleFrame(): Uint8Array {
  const frame = Buffer.alloc(68);
  frame.writeUInt32LE(2, 0);
  frame.writeUInt32LE(64, 4);
  frame.writeUInt32LE(66, 8);
  frame.set([241, 1, 241, 2], 64);
  return frame;
}

const attributes = (SOPInstanceUID: string, InstanceNumber: number) =>
  instanceAttributes({
    SOPInstanceUID,
    StudyInstanceUID: study,
    SeriesInstanceUID: series,
    InstanceNumber,
    NumberOfFrames: 2,
  });

const encapsulated = (uid: string, number: number, transferSyntaxUid: string, frame: Uint8Array) =>
  Buffer.concat(writePart10(attributes(uid, number), { encapsulated: [frame, frame], transferSyntaxUid }));
const rleFile = encapsulated(rle, 2, RLE, rleFrame());
const pixels = Buffer.alloc(64, Buffer.from([2, 1]));

let actor: Actor;
beforeAll(async () => {
  const { id: organizationId } = await makeOrganization();
  actor = await actorOf((await makeAccount({ organizationId })).id);
  const nativeFile = makeInstance({ ...attributes(native, 1), NumberOfFrames: 1 });
  await ingest(organizationId, nativeFile, rleFile, encapsulated(video, 3, MPEG2, rleFrame()));
});

const isExplicit = (file: Buffer) => file.includes(`${EXPLICIT}\0`, 0, "latin1");

describe("an instance that is stored compressed", () => {
  it.each([
    ["application/dicom; transfer-syntax=*"],
    [`application/dicom; transfer-syntax=${RLE}`],
    [
      `application/dicom; transfer-syntax=1.2.840.10008.1.2.4.90, application/dicom; transfer-syntax=${RLE}; q=0.1`,
    ],
  ])("comes as it is for %s", async (accept) => {
    const answer = await get(actor, instance(rle), { accept });
    expect(answer.headers.get("content-type")).toBe(`application/dicom; transfer-syntax=${RLE}`);
    expect(answer.bytes.equals(rleFile)).toBe(true);
  });

  it.each([["application/dicom"], [`application/dicom; transfer-syntax=${EXPLICIT}`]])(
    "is decoded for %s",
    async (accept) => {
      const answer = await get(actor, instance(rle), { accept });
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-type")).toBe(`application/dicom; transfer-syntax=${EXPLICIT}`);
      expect(answer.headers.get("content-length")).toBe(String(answer.bytes.length));
      expect(isExplicit(answer.bytes)).toBe(true);
      expect(answer.bytes.subarray(-64).equals(pixels)).toBe(true);
      const head = await get(actor, instance(rle), { accept }, "HEAD");
      expect(head.headers.get("content-length")).toBe(String(answer.bytes.length));
    },
  );

  it("is refused in any other syntax, and what can't be decoded in any but its own", async () => {
    const other = { accept: "application/dicom; transfer-syntax=1.2.840.10008.1.2.4.50" };
    expect((await get(actor, instance(rle), other)).status).toBe(406);
    const explicit = { accept: `application/dicom; transfer-syntax=${EXPLICIT}` };
    expect((await get(actor, instance(video), explicit)).status).toBe(406);
    const unnamed = await get(actor, instance(video), { accept: "application/dicom" });
    expect(unnamed.headers.get("content-type")).toContain(MPEG2);
  });
});

describe("a study of several syntaxes", () => {
  it("has each part in a syntax that the client takes", async () => {
    const accept = 'multipart/related; type="application/dicom"';
    const syntaxes = async (given: string) => {
      const answer = await get(actor, `${root}/series/${series}`, { accept: given });
      const parts = partsOf(answer);
      const types = parts.map((part) => part.headers["content-type"]?.replace(/.*transfer-syntax=/, ""));
      return { types, length: answer.headers.get("content-length"), bytes: answer.bytes.length };
    };
    expect((await syntaxes(accept)).types).toEqual([EXPLICIT, EXPLICIT, MPEG2]);
    const stored = await syntaxes(`${accept}; transfer-syntax=*`);
    expect(stored).toMatchObject({ types: [EXPLICIT, RLE, MPEG2], length: String(stored.bytes) });
    const answer = await get(actor, root, { accept: `${accept}; transfer-syntax=${EXPLICIT}` });
    expect(answer.status).toBe(406);
  });
});

describe("frames", () => {
  it("are decoded unless the client takes what is stored", async () => {
    const path = `${instance(rle)}/frames/1,2`;
    const octets = 'multipart/related; type="application/octet-stream"';
    const [first, second] = partsOf(await get(actor, path, { accept: octets }));
    expect(first?.headers["content-type"]).toContain(EXPLICIT);
    expect(Buffer.concat([first?.body ?? pixels, second?.body ?? pixels]).equals(pixels)).toBe(true);
    const [stored] = partsOf(await get(actor, path, { accept: `${octets}; transfer-syntax=*` }));
    expect(stored?.headers["content-type"]).toContain(RLE);
    expect(stored?.body.equals(Buffer.from(rleFrame()))).toBe(true);
    const [any] = partsOf(await get(actor, path, {}));
    expect(any?.headers["content-type"]).toContain(RLE);
  });
});
