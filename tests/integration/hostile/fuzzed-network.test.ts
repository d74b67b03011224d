import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { hashToken, makeToken } from "@/lib/auth";
import { systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { handleDicomWeb } from "@/lib/dicomweb";
import { type DimseServer, startDimse } from "@/lib/dimse";
import { CommandField, encodeCommandSet, parseCommandSet } from "@/lib/dimse/upper-layer/command-set";
import { PduType } from "@/lib/dimse/upper-layer/pdu";
import { associateRequest } from "@/lib/dimse/upper-layer/write-associate";
import { addPeer } from "@/lib/peers";
import { serveBytes } from "../../support/byte-server";
import { fc } from "../../support/fast-check";
import { hostileFile, mutationsOf } from "../../support/hostile-instances";
import { dataSetOf, makeInstance, makeOrganization } from "../../support/ingest";
import { commandPdu, dataPdu, RawAssociation } from "../../support/raw-association";
import { hasSamples, samples } from "../../support/samples";
import { startSite } from "../../support/site";
import { organizationContext } from "../../support/user-context";

const SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7";
const STUDY_ROOT_FIND = "1.2.840.10008.5.1.4.1.2.2.1";
const IMPLICIT = "1.2.840.10008.1.2";
const EXPLICIT = "1.2.840.10008.1.2.1";
const ANSWERED_WITHIN_MS = 5_000;
const RUNS = { numRuns: 60, timeout: 60_000 };
/** More than what is sent together needs, and far less than what it claims to be. */
const MOST_GROWTH = 400 * 1024 * 1024;

let dimse: DimseServer;
let ask: Awaited<ReturnType<typeof serveBytes>>;
let memoryBefore = 0;
let mostMemory = 0;
let watch: NodeJS.Timeout;
let actor: Awaited<ReturnType<typeof organizationContext>>["actor"];
const unhandled: unknown[] = [];
const noteUnhandled = (error: unknown) => unhandled.push(error);

beforeAll(async () => {
  const organizationId = await makeOrganization();
  actor = (await organizationContext(organizationId)).actor;
  await addPeer(systemContext("test"), { organizationId, aeTitle: "FUZZ", host: "127.0.0.1", port: 11113 });
  dimse = await startDimse();
  ask = await serveBytes(handleDicomWeb);
  memoryBefore = process.memoryUsage.rss();
  watch = setInterval(() => {
    mostMemory = Math.max(mostMemory, process.memoryUsage.rss());
  }, 20);
  process.on("unhandledRejection", noteUnhandled);
  process.on("uncaughtException", noteUnhandled);
});
afterAll(async () => {
  clearInterval(watch);
  process.off("unhandledRejection", noteUnhandled);
  process.off("uncaughtException", noteUnhandled);
  await dimse.stop();
});
beforeEach(() => {
  unhandled.length = 0;
});

/** What is wrong in one request is nobody else's: the next one is answered, and nothing was left to chance. */
async function isAlive(): Promise<void> {
  const verification = "1.2.840.10008.1.1";
  const association = await RawAssociation.open(dimse.port, "FUZZ", [
    { id: 1, abstractSyntax: verification, transferSyntaxes: [IMPLICIT] },
  ]);
  association.send(
    commandPdu({
      commandField: CommandField.echoRequest,
      affectedSopClassUid: verification,
      messageId: 1,
      hasDataSet: false,
    }),
  );
  const answer = await association.next(PduType.data);
  association.end();
  expect(answer && parseCommandSet(answer.subarray(6)).status).toBe(0);
  expect((await ask(actor, "/dicom-web/studies?limit=1")).status).toBeLessThan(300);
  expect(unhandled).toEqual([]);
}

/** @throws when it takes longer than a caller would wait */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer in time")), ANSWERED_WITHIN_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

const realFiles = (): Uint8Array[] => {
  const own = [makeInstance(), makeInstance({ Rows: 2, Columns: 2 })];
  const found = hasSamples
    ? ["charset", "malformed/real", "transfer-syntax"].flatMap((folder) => samples(folder))
    : [];
  return [
    ...own,
    ...found
      .filter((file) => fs.statSync(file).isFile() && fs.statSync(file).size < 60_000)
      .slice(0, 40)
      .map((file) => fs.readFileSync(file)),
  ];
};
const file = fc.oneof(
  hostileFile,
  fc.constantFrom(...realFiles()).chain((real) => mutationsOf(real)),
);

describe("STOW-RS", () => {
  const post = (body: Uint8Array, contentType: string) =>
    inTime(ask(actor, "/dicom-web/studies", { "content-type": contentType }, "POST", new Uint8Array(body)));

  it("takes or refuses any file", { timeout: 180_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(file, async (bytes) => {
        const { status } = await post(bytes, "application/dicom");
        expect([200, 202, 400, 409]).toContain(status);
      }),
      RUNS,
    );
    await isAlive();
  });

  it("takes or refuses any form of parts", { timeout: 180_000 }, async () => {
    const whole = Buffer.concat([
      Buffer.from("--xyz\r\nContent-Type: application/dicom\r\n\r\n"),
      makeInstance(),
      Buffer.from("\r\n--xyz\r\nContent-Type: application/dicom\r\nContent-Length: 99999999\r\n\r\n"),
      makeInstance(),
      Buffer.from("\r\n--xyz--\r\n"),
    ]);
    const boundary = fc.constantFrom("xyz", "xy", "", "x".repeat(71), '"xyz', "\r\n", "--xyz--");
    await fc.assert(
      fc.asyncProperty(mutationsOf(whole), boundary, async (body, name) => {
        const type = `multipart/related; type="application/dicom"; boundary=${name.replace(/[\r\n]/g, " ")}`;
        const { status } = await post(body, type);
        expect([200, 202, 400, 409, 415]).toContain(status);
      }),
      RUNS,
    );
    await isAlive();
  });

  it("answers searches with any parameters", { timeout: 180_000 }, async () => {
    const name = fc.constantFrom(
      "PatientName",
      "00100010",
      "StudyDate",
      "00081115.00080050",
      "limit",
      "offset",
      "includefield",
      "fuzzymatching",
      "ModalitiesInStudy",
      "99999999",
      "__proto__",
      "NumberOfFrames",
    );
    const value = fc.oneof(
      fc.constantFrom(
        "*",
        "?",
        "-",
        "20260101-",
        "%",
        "\\",
        "'; --",
        "1e9",
        "-1",
        "all",
        "*".repeat(500),
        "((((",
        "^^^^^^",
      ),
      fc.string({ maxLength: 60, unit: "binary" }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, value), { maxLength: 6 }), async (pairs) => {
        const query = pairs
          .map(([key, text]) => `${key}=${encodeURIComponent(text.toWellFormed())}`)
          .join("&");
        for (const level of ["studies", "series", "instances"]) {
          const { status } = await inTime(ask(actor, `/dicom-web/${level}?${query}`));
          expect([200, 204, 400]).toContain(status);
        }
      }),
      RUNS,
    );
    await isAlive();
  });
});

describe("DIMSE", () => {
  it("answers a C-STORE of any data set", { timeout: 180_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(file, fc.boolean(), async (bytes, isExplicit) => {
        const association = await RawAssociation.open(dimse.port, "FUZZ", [
          {
            id: 1,
            abstractSyntax: SECONDARY_CAPTURE,
            transferSyntaxes: [isExplicit ? EXPLICIT : IMPLICIT],
          },
        ]);
        association.send(
          commandPdu({
            commandField: CommandField.storeRequest,
            affectedSopClassUid: SECONDARY_CAPTURE,
            affectedSopInstanceUid: "1.2.826.0.1.3680043.10.1.3",
            messageId: 1,
            priority: 0,
            hasDataSet: true,
          }),
        );
        association.send(dataPdu({ data: withoutFileMeta(bytes), isLast: true }));
        const answer = await inTime(association.next(PduType.data));
        association.end();
        // Stored, or a failure of PS3.4 table B.2-1.
        const status = answer && parseCommandSet(answer.subarray(6)).status;
        expect([0x0000, 0x0110, 0x0111, 0xa700, 0xa900, 0xc000]).toContain(
          status === undefined || status < 0xc000 ? status : 0xc000,
        );
      }),
      RUNS,
    );
    await isAlive();
  });

  it("answers or ends the association for any query", { timeout: 180_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(hostileFile, async (bytes) => {
        const association = await RawAssociation.open(dimse.port, "FUZZ", [
          { id: 1, abstractSyntax: STUDY_ROOT_FIND, transferSyntaxes: [EXPLICIT] },
        ]);
        association.send(
          commandPdu({
            commandField: CommandField.findRequest,
            affectedSopClassUid: STUDY_ROOT_FIND,
            messageId: 1,
            priority: 0,
            hasDataSet: true,
          }),
        );
        association.send(dataPdu({ data: withoutFileMeta(bytes), isLast: true }));
        await inTime(association.next(PduType.data));
        association.end();
      }),
      RUNS,
    );
    await isAlive();
  });

  it("answers or ends the connection for any bytes", { timeout: 180_000 }, async () => {
    const said = Buffer.concat([
      associateRequest({
        calledAeTitle: "BEELDBRUG",
        callingAeTitle: "FUZZ",
        contexts: [{ id: 1, abstractSyntax: SECONDARY_CAPTURE, transferSyntaxes: [IMPLICIT] }],
        roles: [],
      }),
      dataPdu({
        isCommand: true,
        isLast: true,
        data: encodeCommandSet({
          commandField: CommandField.storeRequest,
          affectedSopClassUid: SECONDARY_CAPTURE,
          affectedSopInstanceUid: "1.2.3",
          messageId: 1,
          hasDataSet: true,
        }),
      }),
      dataPdu({ data: dataSetOf(makeInstance()), isLast: true }),
    ]);
    await fc.assert(
      fc.asyncProperty(mutationsOf(said), async (bytes) => {
        const association = await RawAssociation.connect(dimse.port);
        association.send(bytes);
        await association.flushed();
        association.end();
        await inTime(association.closed);
      }),
      RUNS,
    );
    await isAlive();
  });
});

describe("what was sent", () => {
  it.runIf(hasSamples)("may expand without end, and is refused while it is read", async () => {
    const site = await startSite();
    const token = makeToken("organization");
    const { organizationId } = actor as { organizationId: string };
    await db.apiToken.create({ data: { organizationId, tokenHash: hashToken(token), scopes: ["dicomweb"] } });
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/dicom" };
    try {
      for (const name of ["deflate-bomb", "nested-300", "huge-pixel-length", "huge-text-length"]) {
        const bomb = samples("malformed/generated").find((each) => path.basename(each) === `${name}.dcm`);
        const body = fs.readFileSync(bomb ?? name);
        const { status } = await inTime(
          fetch(`${site.origin}/dicom-web/studies`, { method: "POST", headers, body }),
        );
        expect([name, status]).toEqual([name, 409]);
      }
    } finally {
      await site.stop();
    }
    await isAlive();
  });

  it("took no memory beyond what it was", () => {
    expect(mostMemory - memoryBefore).toBeLessThan(MOST_GROWTH);
  });

  it("left no half of an instance", async () => {
    const rows = await db.instance.findMany({ select: { length: true, metadata: true } });
    for (const { length, metadata } of rows) {
      expect(Number(length)).toBeGreaterThan(0);
      expect(() => JSON.parse(metadata)).not.toThrow();
    }
  });
});

/** The data set of a file as it lies in it, for a message that says elsewhere how it is encoded. */
function withoutFileMeta(bytes: Uint8Array): Uint8Array {
  const mark = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf("DICM");
  return mark < 0 ? bytes : bytes.subarray(Math.min(bytes.length, mark + 120));
}
