import { createRequire } from "node:module";
import { afterAll, beforeAll, expect, it } from "vitest";
import { hashToken, makeToken } from "@/lib/auth";
import { db } from "@/lib/db";
import { newUid } from "@/lib/dicom";
import { makeInstance, makeOrganization } from "../../support/ingest";
import { startSite } from "../../support/site";

// A browser's program: it wants XMLHttpRequest.
const require = createRequire(import.meta.url);
Object.assign(globalThis, { XMLHttpRequest: require("xhr2") });
const { api } = require("dicomweb-client") as { api: { DICOMwebClient: new (options: object) => Client } };

type Json = Record<string, { vr: string; Value?: unknown[] }>;
interface Client {
  searchForStudies(options: object): Promise<Json[]>;
  searchForSeries(options: object): Promise<Json[]>;
  searchForInstances(options: object): Promise<Json[]>;
  retrieveSeriesMetadata(options: object): Promise<Json[]>;
  retrieveInstanceMetadata(options: object): Promise<Json[]>;
  retrieveInstance(options: object): Promise<ArrayBuffer>;
  retrieveSeries(options: object): Promise<ArrayBuffer[]>;
  retrieveInstanceFrames(options: object): Promise<ArrayBuffer[]>;
  /** Gives the answer as text. */
  storeInstances(options: object): Promise<string>;
}

let client: Client;
let stop: () => Promise<void>;
beforeAll(async () => {
  const site = await startSite();
  stop = site.stop;
  const token = makeToken("organization");
  const organizationId = await makeOrganization();
  await db.apiToken.create({ data: { organizationId, tokenHash: hashToken(token), scopes: ["dicomweb"] } });
  client = new api.DICOMwebClient({
    url: `${site.origin}/dicom-web`,
    headers: { Authorization: `Bearer ${token}` },
    verbose: false,
  });
});
afterAll(() => stop());

const [studyInstanceUID, seriesInstanceUID] = [newUid(), newUid()];
const uids = [newUid(), newUid()];
const files = uids.map((SOPInstanceUID, index) =>
  makeInstance({
    StudyInstanceUID: studyInstanceUID,
    SeriesInstanceUID: seriesInstanceUID,
    SOPInstanceUID,
    InstanceNumber: index + 1,
  }),
);
const exactly = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

it("stores, finds and reads with dicomweb-client", async () => {
  const stored = JSON.parse(await client.storeInstances({ datasets: files.map(exactly) })) as Json;
  expect(stored["00081199"]?.Value).toHaveLength(2);

  const studies = await client.searchForStudies({
    queryParams: { PatientName: "jansen*", limit: 10, includefield: "00081030" },
  });
  expect(studies).toMatchObject([{ "0020000D": { Value: [studyInstanceUID] } }]);
  expect(await client.searchForSeries({ studyInstanceUID })).toHaveLength(1);
  expect(await client.searchForInstances({ studyInstanceUID, seriesInstanceUID })).toHaveLength(2);
  expect(await client.searchForStudies({ queryParams: { PatientID: "nobody" } })).toEqual([]);

  const metadata = await client.retrieveSeriesMetadata({ studyInstanceUID, seriesInstanceUID });
  expect(metadata.map((each) => each["00080018"]?.Value?.[0])).toEqual(uids);
  const where = { studyInstanceUID, seriesInstanceUID, sopInstanceUID: uids[1] };
  expect(await client.retrieveInstanceMetadata(where)).toMatchObject([
    { "00280010": { vr: "US", Value: [4] } },
  ]);

  const instance = await client.retrieveInstance(where);
  expect(Buffer.from(instance).equals(Buffer.from(files[1] as Uint8Array))).toBe(true);
  const series = await client.retrieveSeries({ studyInstanceUID, seriesInstanceUID });
  expect(series.map((each) => each.byteLength)).toEqual(files.map(({ length }) => length));
  const frames = await client.retrieveInstanceFrames({ ...where, frameNumbers: [1] });
  expect(frames.map((frame) => frame.byteLength)).toEqual([32]);
});
