import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/context";
import { db } from "@/lib/db";
import { type DicomObject, writePart10 } from "@/lib/dicom";
import { handleDicomWeb } from "@/lib/dicomweb";
import { type Answer, serveBytes } from "../../support/byte-server";
import { encodeGrey, encodeJpeg, encodeRle, greyPixels } from "../../support/codestreams";
import { fc } from "../../support/fast-check";
import { mutationsOf } from "../../support/hostile-instances";
import { ingest, instanceAttributes, makeOrganization } from "../../support/ingest";
import { hasSamples } from "../../support/samples";

const [WIDTH, HEIGHT] = [40, 24];
const ANSWERED_WITHIN_MS = 5_000;
const MOST_GROWTH = 700 * 1024 * 1024;
const EXPLICIT = "1.2.840.10008.1.2.1";
const SYNTAX = "1.2.840.10008.1.2.";
const samples = path.resolve("../shared/dicom/transfer-syntax");

const ask = await serveBytes(handleDicomWeb);
const unhandled: unknown[] = [];
const noteUnhandled = (error: unknown) => unhandled.push(error);
let mostMemory = 0;
const measure = () => {
  mostMemory = Math.max(mostMemory, process.memoryUsage.rss());
};
let watch: NodeJS.Timeout;
beforeAll(() => {
  process.on("unhandledRejection", noteUnhandled).on("uncaughtException", noteUnhandled);
  watch = setInterval(measure, 10);
});
afterAll(() => {
  clearInterval(watch);
  process.off("unhandledRejection", noteUnhandled).off("uncaughtException", noteUnhandled);
});

interface Stored {
  actor: Actor;
  url: string;
}

/** An instance of its own organisation; nothing when it was refused. */
async function store(file: Uint8Array): Promise<Stored | undefined> {
  const organizationId = await makeOrganization();
  await ingest(organizationId, file);
  const row = await db.instance.findFirst({
    where: { organizationId },
    include: { series: true, study: true },
  });
  if (!row) return undefined;
  const { study, series, sopInstanceUid } = row;
  return {
    actor: { kind: "organization", organizationId, organizationSlug: "", organizationName: "" },
    url: `/dicom-web/studies/${study.studyInstanceUid}/series/${series.seriesInstanceUid}/instances/${sopInstanceUid}`,
  };
}

async function inTime<T>(what: string, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    // Not a wait: what issue 3 promises of an answer's time.
    timer = setTimeout(() => reject(new Error(`${what} isn't answered in time`)), ANSWERED_WITHIN_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

const WAYS = [
  ["/frames/1", `multipart/related; type="application/octet-stream"; transfer-syntax=${EXPLICIT}`],
  ["/frames/1/rendered", "image/png"],
  ["/thumbnail", "image/jpeg"],
  ["", `application/dicom; transfer-syntax=${EXPLICIT}`],
] as const;

/** Each way to the pixels decodes, or says that it can't; all within the time. @returns the statuses */
async function look({ actor, url }: Stored, ways: readonly (readonly [string, string])[] = WAYS) {
  const statuses: (number | "cut")[] = [];
  for (const [resource, accept] of ways) {
    const answer: Answer | undefined = await inTime(
      `${resource} of ${url}`,
      ask(actor, url + resource, { accept }).catch((error: Error) => {
        // A whole instance whose later frames can't be decoded is cut off: its first bytes have left.
        if (resource !== "") throw error;
        return undefined;
      }),
    );
    statuses.push(answer?.status ?? "cut");
  }
  expect(statuses.filter((status) => ![200, 404, 406, 422, "cut"].includes(status))).toEqual([]);
  return statuses;
}

const attributes = (values: DicomObject = {}): DicomObject =>
  instanceAttributes({ PatientID: "FUZZ", Rows: HEIGHT, Columns: WIDTH, ...values });
const EIGHT_BITS = { BitsAllocated: 8, BitsStored: 8, HighBit: 7 };

function compressed(syntax: string, stream: Uint8Array, values: DicomObject = {}): Buffer {
  return Buffer.concat(
    writePart10(attributes(values), { encapsulated: [stream], transferSyntaxUid: SYNTAX + syntax }),
  );
}

const native = new Uint8Array(greyPixels(WIDTH, HEIGHT).buffer);
const streams: Record<string, Uint8Array> = {
  "4.50": await encodeJpeg(WIDTH, HEIGHT),
  "4.80": await encodeGrey("jpegLs", WIDTH, HEIGHT),
  "4.90": await encodeGrey("jpeg2000", WIDTH, HEIGHT),
  "4.201": await encodeGrey("htj2k", WIDTH, HEIGHT),
  "5": encodeRle(WIDTH, HEIGHT),
};
const depth = (syntax: string) => (syntax === "4.50" ? EIGHT_BITS : {});

/** Whole files: with streams of our own, and real ones for what nothing here can write. */
const files: Record<string, Buffer> = {
  native: Buffer.concat(writePart10(attributes(), { frames: [native], vr: "OW" })),
  ...Object.fromEntries(
    Object.entries(streams).map(([syntax, stream]) => [syntax, compressed(syntax, stream, depth(syntax))]),
  ),
};
if (hasSamples)
  for (const name of [
    "pydicom/JPGExtended.dcm",
    "pydicom/image_dfl.dcm",
    "pydicom/MR_small_bigendian.dcm",
    "pydicom/SC_rgb_jpeg_dcmtk.dcm",
    "pydicom/SC_rgb_rle_2frame.dcm",
    "pydicom/693_J2KI.dcm",
    "fragments-and-bot/CT0012.fragmented_no_bot_jpeg_lossless.57.dcm",
    "fragments-and-bot/CT0012.fragmented_no_bot_jpeg_lossless.70.dcm",
    "fragments-and-bot/CT0012.fragmented_no_bot_jpeg_ls.81.dcm",
  ])
    files[name] = fs.readFileSync(path.join(samples, name));

describe("any stream of pixels", () => {
  it.each(Object.keys(files))("is shown or refused: %s", { timeout: 120_000 }, async (name) => {
    const file = files[name] as Buffer;
    // Deflated, the pixel data's tag can't be seen; then anything after the file meta is changed.
    const tag = file.lastIndexOf(Buffer.from(name.includes("bigendian") ? "7fe00010" : "e07f1000", "hex"));
    const from = tag < 0 ? 400 : tag;
    let shown = 0;
    await fc.assert(
      fc.asyncProperty(mutationsOf(file.subarray(from)), async (pixels) => {
        const stored = await store(Buffer.concat([file.subarray(0, from), pixels]));
        if (stored) shown += (await look(stored)).filter((status) => status === 200).length;
      }),
      { numRuns: 12, endOnFailure: true },
    );
    // The thread that had to do with it serves the next image, which is right.
    const whole = await store(file);
    expect(whole && (await look(whole))).toEqual([200, 200, 200, 200]);
    expect(shown).toBeGreaterThan(0);
    expect(unhandled).toEqual([]);
  });

  it("is shown or refused with attributes that don't fit it", { timeout: 120_000 }, async () => {
    const odd = fc.record({
      Rows: fc.constantFrom(0, 1, HEIGHT, HEIGHT + 1, 65_535),
      Columns: fc.constantFrom(1, WIDTH, WIDTH * 2),
      BitsAllocated: fc.constantFrom(0, 1, 8, 12, 16, 24, 32, 64, 65_535),
      BitsStored: fc.constantFrom(0, 1, 12, 16, 65_535),
      HighBit: fc.constantFrom(0, 15, 65_535),
      SamplesPerPixel: fc.constantFrom(0, 1, 3, 4, 65_535),
      PixelRepresentation: fc.constantFrom(0, 1, 65_535),
      PlanarConfiguration: fc.constantFrom(0, 1, 7),
      PhotometricInterpretation: fc.constantFrom(
        ...["MONOCHROME1", "RGB", "YBR_FULL_422", "YBR_PARTIAL_420", "YBR_ICT", "PALETTE COLOR", "", "?"],
      ),
      NumberOfFrames: fc.constantFrom(1, 2, 0, 2_147_483_647),
      RescaleSlope: fc.constantFrom(1, 0, -1e300, 1e-300),
      WindowCenter: fc.constantFrom(0, 1e300),
      WindowWidth: fc.constantFrom(0, 1, -1, 1e300),
    });
    const stream = fc.constantFrom(undefined, ...Object.keys(streams));
    await fc.assert(
      fc.asyncProperty(odd, stream, async (values, syntax) => {
        const file =
          syntax === undefined
            ? Buffer.concat(writePart10(attributes(values), { frames: [native], vr: "OW" }))
            : compressed(syntax, streams[syntax] as Uint8Array, values);
        const stored = await store(file);
        if (stored) await look(stored);
      }),
      { numRuns: 80, endOnFailure: true },
    );
    expect(unhandled).toEqual([]);
  });
});

describe("sizes that lie", () => {
  /** A stream whose own header says this size, as the data set does. */
  function claiming(syntax: string, rows: number, columns: number): Buffer {
    const stream = Buffer.from(streams[syntax] as Uint8Array);
    if (syntax === "4.90" || syntax === "4.201") {
      const size = stream.indexOf(Buffer.from("ff51", "hex"));
      // Image and tile: width, height, ..., tile width, tile height (ISO 15444-1 A.5.1).
      for (const at of [6, 22]) {
        stream.writeUInt32BE(columns, size + at);
        stream.writeUInt32BE(rows, size + at + 4);
      }
    } else if (syntax !== "5") {
      const marker = syntax === "4.80" ? "fff7" : "ffc0";
      const size = stream.indexOf(Buffer.from(marker, "hex"));
      stream.writeUInt16BE(rows, size + 5);
      stream.writeUInt16BE(columns, size + 7);
    }
    return compressed(syntax, stream, { ...depth(syntax), Rows: rows, Columns: columns });
  }

  const sizes = [
    [65_535, 65_535],
    [16_000, 16_000],
    [9_000, 9_000],
  ] as const;
  it.each(Object.keys(streams))("take no memory: %s", { timeout: 120_000 }, async (syntax) => {
    measure();
    const before = process.memoryUsage.rss();
    mostMemory = before;
    for (const [rows, columns] of sizes) {
      const stored = await store(claiming(syntax, rows, columns));
      if (!stored) continue;
      // All that ask at once are no more than one after another.
      const answers = await Promise.all(
        Array.from({ length: 4 }, () => ask(stored.actor, `${stored.url}/rendered`, { accept: "image/png" })),
      );
      expect(answers.every(({ status }) => [200, 404, 422].includes(status))).toBe(true);
      if (rows > 10_000) expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 422]);
    }
    expect(mostMemory - before).toBeLessThan(MOST_GROWTH);
  });

  it("aren't believed when a second header says another", async () => {
    const small = Buffer.from(streams["4.50"] as Uint8Array);
    const at = small.indexOf(Buffer.from("ffc0", "hex"));
    const header = Buffer.from(small.subarray(at, at + 2 + small.readUInt16BE(at + 2)));
    header.writeUInt16BE(65_000, 5);
    header.writeUInt16BE(65_000, 7);
    const twice = Buffer.concat([small.subarray(0, at), header, small.subarray(at)]);
    const reversed = Buffer.concat([
      small.subarray(0, at + header.length),
      header,
      small.subarray(at + header.length),
    ]);
    const late = Buffer.concat([small.subarray(0, -2), header, small.subarray(-2)]);
    for (const stream of [twice, reversed, late])
      for (const syntax of ["4.50", "4.51"]) {
        const stored = await store(compressed(syntax, stream, EIGHT_BITS));
        expect(stored && (await look(stored))).toEqual([422, 422, 422, 422]);
      }
  });

  it.each([2_147_483_647, 4_000_000_000, 100_000])("nor are %d frames in one", async (NumberOfFrames) => {
    for (const [syntax, stream] of Object.entries(streams)) {
      const stored = await store(compressed(syntax, stream, { ...depth(syntax), NumberOfFrames }));
      if (!stored) continue;
      await look(stored);
      const last = await ask(stored.actor, `${stored.url}/frames/${NumberOfFrames}`);
      expect([400, 404]).toContain(last.status);
    }
  });
});
