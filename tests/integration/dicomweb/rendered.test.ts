import { existsSync } from "node:fs";
import path from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/context";
import { db } from "@/lib/db";
import { newUid, SOP_CLASS, writePart10 } from "@/lib/dicom";
import { handleDicomWeb } from "@/lib/dicomweb";
import { makeAccount, makeOrganization } from "../../support/accounts";
import { actorOf, partsOf, serveBytes } from "../../support/byte-server";
import { ingest, makeInstance } from "../../support/ingest";

const get = await serveBytes(handleDicomWeb);
let actor: Actor;
let organizationId: string;
const study = newUid();
const images = newUid();
const documents = newUid();
const sop = [newUid(), newUid(), newUid()];
const pdf = Buffer.concat([Buffer.from("%PDF-1.4\n"), Buffer.alloc(40_000, "x"), Buffer.from("\n%%EOF")]);
const pdfInstance = newUid();
const root = `/dicom-web/studies/${study}`;

const write = (...parameters: Parameters<typeof writePart10>) => Buffer.concat(writePart10(...parameters));

/** 4 x 4 pixels, each with the instance's own value in the middle column. */
function image(index: number): Uint8Array {
  const pixels = new Uint16Array(16).map((_, at) =>
    at % 4 === 0 ? 0 : at % 4 === 3 ? 400 : 100 + 100 * index,
  );
  return write(
    {
      ...baseOf(images),
      SOPClassUID: SOP_CLASS.ct,
      SOPInstanceUID: sop[index] as string,
      InstanceNumber: index + 1,
      Modality: "CT",
      Rows: 4,
      Columns: 4,
      BitsAllocated: 16,
      BitsStored: 12,
      HighBit: 11,
      SamplesPerPixel: 1,
      PixelRepresentation: 0,
      PhotometricInterpretation: "MONOCHROME2",
      WindowCenter: 200,
      WindowWidth: 401,
    },
    { frames: [new Uint8Array(pixels.buffer)], vr: "OW" },
  );
}

const baseOf = (SeriesInstanceUID: string) => ({
  StudyInstanceUID: study,
  SeriesInstanceUID,
  PatientID: "1",
  PatientName: "Jansen^Anna",
  StudyDate: "20260101",
});

beforeAll(async () => {
  organizationId = (await makeOrganization()).id;
  actor = await actorOf((await makeAccount({ organizationId })).id);
  const report = write({
    ...baseOf(documents),
    SOPClassUID: "1.2.840.10008.5.1.4.1.1.104.1",
    SOPInstanceUID: pdfInstance,
    Modality: "DOC",
    MIMETypeOfEncapsulatedDocument: "application/pdf",
    EncapsulatedDocument: new Uint8Array(pdf),
  });
  const entries = await ingest(organizationId, image(0), image(1), image(2), report);
  expect(entries.map(({ outcome }) => outcome)).toEqual(["STORED", "STORED", "STORED", "STORED"]);
});

const pixelsOf = async (bytes: Buffer) => {
  const { data, info } = await sharp(bytes).toColourspace("b-w").raw().toBuffer({ resolveWithObject: true });
  return { values: [...data.subarray(0, 4)], width: info.width, height: info.height };
};

describe("rendered", () => {
  it("applies the window of the file, or the one asked for", async () => {
    const url = `${root}/series/${images}/instances/${sop[0]}/rendered`;
    const own = await get(actor, url, { accept: "image/png" });
    expect(own.headers.get("content-type")).toBe("image/png");
    expect((await pixelsOf(own.bytes)).values).toEqual([0, 64, 64, 255]);
    const asked = await get(actor, `${url}?window=50,101,linear`, { accept: "image/png" });
    expect((await pixelsOf(asked.bytes)).values).toEqual([1, 255, 255, 255]);
    expect((await get(actor, url)).headers.get("content-type")).toBe("image/jpeg");
  });

  it("shows the middle instance of a series, within 128 by 128, and the first series with pixels of a study", async () => {
    for (const path of [`${root}/series/${images}/thumbnail`, `${root}/thumbnail`]) {
      const answer = await get(actor, path, { accept: "image/png" });
      const { values, width, height } = await pixelsOf(answer.bytes);
      expect([width, height]).toEqual([128, 128]);
      expect(values[0]).toBe(0);
    }
    const middle = await get(actor, `${root}/series/${images}/rendered`, { accept: "image/png" });
    expect((await pixelsOf(middle.bytes)).values).toEqual([0, 128, 128, 255]);
    const etag = middle.headers.get("etag") as string;
    const again = await get(actor, `${root}/series/${images}/rendered`, {
      accept: "image/png",
      "if-none-match": etag,
    });
    expect(again.status).toBe(304);
  });

  it("scales to the viewport and cuts its source", async () => {
    const url = `${root}/series/${images}/instances/${sop[0]}/frames/1/rendered`;
    const scaled = await get(actor, `${url}?viewport=8,20`, { accept: "image/png" });
    expect(await pixelsOf(scaled.bytes)).toMatchObject({ width: 8, height: 8 });
    const cut = await get(actor, `${url}?viewport=4,4,2,0,2,2`, { accept: "image/png" });
    expect(await pixelsOf(cut.bytes)).toMatchObject({ width: 4, height: 4 });
  });

  it.each([
    "quality=0",
    "quality=x",
    "viewport=1",
    "viewport=99999,1",
    "window=1",
    "window=1,0,linear",
    "window=1,2,curve",
  ])("refuses %s", async (query) => {
    expect((await get(actor, `${root}/series/${images}/rendered?${query}`)).status).toBe(400);
  });

  it("refuses other media types and frames that aren't there", async () => {
    const url = `${root}/series/${images}/instances/${sop[0]}`;
    expect((await get(actor, `${url}/rendered`, { accept: "video/mp4" })).status).toBe(406);
    expect((await get(actor, `${url}/frames/2/rendered`)).status).toBe(404);
  });
});

describe("encapsulated documents", () => {
  const url = `${root}/series/${documents}/instances/${pdfInstance}`;

  it("come as PDF that can do nothing", async () => {
    const answer = await get(actor, `${url}/rendered`, { accept: "application/pdf" });
    expect(answer.status).toBe(200);
    expect(answer.bytes.subarray(0, pdf.length).equals(pdf)).toBe(true);
    expect(answer.headers.get("content-security-policy")).toContain("sandbox");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect((await get(actor, `${url}/rendered`, { accept: "image/jpeg" })).status).toBe(406);
  });

  it("come as bulk data, at the place their metadata names and no other", async () => {
    const [metadata] = (await get(actor, `${url}/metadata`)).json() as Record<
      string,
      { BulkDataURI?: string }
    >[];
    const uri = new URL(metadata?.["00420011"]?.BulkDataURI as string);
    expect(uri.pathname).toBe(`${url}/bulkdata/00420011`);
    const single = await get(actor, uri.pathname + uri.search);
    expect(single.bytes.subarray(0, pdf.length).equals(pdf)).toBe(true);
    const part = await get(actor, uri.pathname + uri.search, { range: "bytes=0-3" });
    expect([part.status, part.bytes.toString()]).toEqual([206, "%PDF"]);
    const accept = 'multipart/related; type="application/octet-stream"';
    const [body] = partsOf(await get(actor, uri.pathname + uri.search, { accept }));
    expect(body?.body.subarray(0, pdf.length).equals(pdf)).toBe(true);
    // As OHIF asks for it; other values have no type of their own.
    const shown = await get(actor, `${uri.pathname}${uri.search}&accept=application/pdf`);
    expect([shown.status, shown.headers.get("content-type")]).toEqual([200, "application/pdf"]);
    expect(shown.headers.get("content-security-policy")).toContain("sandbox");
    expect((await get(actor, uri.pathname + uri.search, { accept: "image/png" })).status).toBe(406);
    expect((await get(actor, `${url}/bulkdata/00100010?offset=0&length=100`)).status).toBe(404);
  });

  it("have no frames, and say so", async () => {
    const answer = await get(actor, `${url}/frames/1`);
    expect([answer.status, (answer.json() as { code: string }).code]).toEqual([404, "no_pixel_data"]);
  });
});

const REAL = path.resolve("../shared/dicom");
describe.skipIf(!existsSync(REAL))("real files", () => {
  it.each([
    ["by-modality/SR/sr.dcm", 404, "no_pixel_data"],
    ["by-modality/PR-GSPS/prLUTs.dcm", 404, "no_pixel_data"],
    ["by-modality/ECG/waveform_ecg.dcm", 404, "no_pixel_data"],
    ["by-modality/US/US-PAL-8-10x-echo", 200, undefined],
    ["by-modality/MG/GH133.dcm", 200, undefined],
  ])("%s: %d", async (file, status, code) => {
    const own = (await makeOrganization(file)).id;
    await ingest(own, path.join(REAL, file));
    const row = await db.series.findFirstOrThrow({
      where: { study: { organizationId: own } },
      include: { study: true },
    });
    const reader: Actor = {
      kind: "organization",
      organizationId: own,
      organizationSlug: "",
      organizationName: "",
    };
    const answer = await get(
      reader,
      `/dicom-web/studies/${row.study.studyInstanceUid}/series/${row.seriesInstanceUid}/thumbnail`,
    );
    expect(answer.status).toBe(status);
    if (code) expect((answer.json() as { code: string }).code).toBe(code);
  });
});

it("takes a damaged picture for what it is, and goes on", async () => {
  const [series, instance] = [newUid(), newUid()];
  await ingest(
    organizationId,
    makeInstance({
      StudyInstanceUID: study,
      SeriesInstanceUID: series,
      SOPInstanceUID: instance,
      PatientID: "1",
      Rows: 60_000,
      Columns: 60_000,
    }),
  );
  const answer = await get(actor, `${root}/series/${series}/instances/${instance}/rendered`);
  expect([404, 422]).toContain(answer.status);
  expect((await get(actor, `${root}/series/${images}/rendered?quality=77`)).status).toBe(200);
});
