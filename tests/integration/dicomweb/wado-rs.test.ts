import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/context";
import { db } from "@/lib/db";
import { newUid } from "@/lib/dicom";
import { handleDicomWeb } from "@/lib/dicomweb";
import { makeAccount, makeOrganization } from "../../support/accounts";
import { actorOf, partsOf, serveBytes } from "../../support/byte-server";
import { ingest, makeInstance } from "../../support/ingest";

const get = await serveBytes(handleDicomWeb);
const FRAMES = 'multipart/related; type="application/octet-stream"; transfer-syntax=*';
const INSTANCES = 'multipart/related; type="application/dicom"; transfer-syntax=*';

let actor: Actor;
let organizationId: string;
const study = newUid();
const series = newUid();
const instances = [newUid(), newUid(), newUid()];
const files = instances.map((SOPInstanceUID, index) =>
  makeInstance({
    StudyInstanceUID: study,
    SeriesInstanceUID: series,
    SOPInstanceUID,
    InstanceNumber: index + 1,
  }),
);
const root = `/dicom-web/studies/${study}/series/${series}/instances`;

beforeAll(async () => {
  organizationId = (await makeOrganization()).id;
  actor = await actorOf((await makeAccount({ organizationId })).id);
  await ingest(organizationId, ...files);
});

describe("instances", () => {
  it("come back bit for bit, alone and as a study", async () => {
    const single = await get(actor, `${root}/${instances[1]}`, { accept: "application/dicom" });
    expect(single.status).toBe(200);
    expect(single.bytes.equals(files[1] as Uint8Array)).toBe(true);
    const whole = await get(actor, `/dicom-web/studies/${study}`, { accept: INSTANCES });
    const parts = partsOf(whole);
    expect(parts).toHaveLength(3);
    parts.forEach((part, index) => {
      expect(part.headers["content-type"]).toBe("application/dicom; transfer-syntax=1.2.840.10008.1.2.1");
      expect(part.body.equals(files[index] as Uint8Array)).toBe(true);
    });
  });

  it("give ranges and know when nothing changed", async () => {
    const accept = "application/dicom";
    const part = await get(actor, `${root}/${instances[0]}`, { accept, range: "bytes=128-131" });
    expect(part.status).toBe(206);
    expect(part.bytes.toString()).toBe("DICM");
    expect(part.headers.get("content-range")).toBe(`bytes 128-131/${files[0]?.length}`);
    const etag = part.headers.get("etag") as string;
    expect((await get(actor, `${root}/${instances[0]}`, { accept, "if-none-match": etag })).status).toBe(304);
    const beyond = await get(actor, `${root}/${instances[0]}`, { accept, range: "bytes=9999999-" });
    expect(beyond.status).toBe(416);
  });

  it("refuse a transfer syntax that they are not stored in", async () => {
    const accept = 'multipart/related; type="application/dicom"; transfer-syntax=1.2.840.10008.1.2.4.90';
    expect((await get(actor, `/dicom-web/studies/${study}`, { accept })).status).toBe(406);
    expect((await get(actor, `${root}/${instances[0]}`, { accept: "application/zip" })).status).toBe(406);
  });
});

describe("metadata", () => {
  it("is one JSON array, gzipped, with an ETag", async () => {
    const answer = await get(actor, `/dicom-web/studies/${study}/series/${series}/metadata`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-encoding")).toBe("gzip");
    const metadata = answer.json() as Record<string, { Value?: unknown[]; BulkDataURI?: string }>[];
    expect(metadata.map((each) => each["00080018"]?.Value?.[0])).toEqual(instances);
    for (const each of metadata) {
      expect(each["00080060"]?.Value).toEqual(["CT"]);
      const uri = each["7FE00010"]?.BulkDataURI;
      if (uri)
        expect(uri).toContain(`http://127.0.0.1:3000/dicom-web/studies/${study}/series/${series}/instances/`);
    }
    const headers = { "if-none-match": answer.headers.get("etag") as string };
    expect((await get(actor, `/dicom-web/studies/${study}/series/${series}/metadata`, headers)).status).toBe(
      304,
    );
  });

  it("comes for one instance and for a study, and as nothing else than JSON", async () => {
    const one = await get(actor, `${root}/${instances[2]}/metadata`, { "accept-encoding": "identity" });
    expect(one.headers.get("content-encoding")).toBeNull();
    expect(one.json()).toHaveLength(1);
    expect((await get(actor, `/dicom-web/studies/${study}/metadata`)).json()).toHaveLength(3);
    const accept = 'multipart/related; type="application/dicom+xml"';
    expect((await get(actor, `/dicom-web/studies/${study}/metadata`, { accept })).status).toBe(406);
  });
});

describe("what isn't there", () => {
  it("is 404: other studies, other organisations, frames beyond the last", async () => {
    const other = await actorOf((await makeAccount()).id);
    for (const path of [
      `/dicom-web/studies/${study}`,
      `/dicom-web/studies/${study}/metadata`,
      `/dicom-web/studies/${study}/series`,
      `${root}/${instances[0]}`,
      `${root}/${instances[0]}/frames/1`,
      `${root}/${instances[0]}/rendered`,
      `${root}/${instances[0]}/thumbnail`,
      `${root}/${instances[0]}/bulkdata/7FE00010`,
    ])
      expect([path, (await get(other, path)).status]).toEqual([path, 404]);
    expect((await get(actor, `${root}/${instances[0]}/frames/2`)).status).toBe(404);
    expect((await get(actor, `${root}/${instances[0]}/frames/0`)).status).toBe(400);
    expect((await get(actor, `${root}/${newUid()}/frames/1`)).status).toBe(404);
    expect(
      (await get(actor, `/dicom-web/studies/${newUid()}/series/${series}/instances/${instances[0]}`)).status,
    ).toBe(404);
    expect((await get(actor, "/dicom-web/other")).status).toBe(404);
  });
});

describe("rights", () => {
  it("shows images to care roles and machines with the scope, not to privacy officers and operators", async () => {
    const path = `/dicom-web/studies/${study}/metadata`;
    const status = async (roles: Parameters<typeof makeAccount>[0]) =>
      (await get(await actorOf((await makeAccount({ organizationId, ...roles })).id), path)).status;
    expect(await status({ roles: ["DESK"] })).toBe(200);
    expect(await status({ roles: ["MDO_COORDINATOR"] })).toBe(200);
    expect(await status({ roles: ["PRIVACY_OFFICER"] })).toBe(403);
    expect(await status({ roles: ["OPERATOR"] })).toBe(403);
    const machine: Actor = {
      kind: "organization",
      organizationId,
      organizationSlug: "",
      organizationName: "",
      tokenId: newUid(),
      scopes: ["dicomweb"],
    };
    expect((await get(machine, path)).status).toBe(200);
    const wrong = await get({ ...machine, scopes: ["api"] }, path);
    expect([wrong.status, (wrong.json() as { code: string }).code]).toEqual([403, "insufficient_scope"]);
  });

  it("writes one row to the log per study and viewing", async () => {
    const viewer = await actorOf((await makeAccount({ organizationId })).id);
    for (let frame = 0; frame < 5; frame++)
      await get(viewer, `${root}/${instances[0]}/frames/1`, { accept: FRAMES });
    const rows = await db.auditEvent.findMany({
      where: { action: "study.viewed", userId: viewer.kind === "user" ? viewer.userId : "" },
    });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ studyInstanceUid: study, chain: organizationId });
  });
});

const isBitmap = (metadata: string) => metadata.includes('"00280100":{"vr":"US","Value":[1]}');

function unpackBits(bytes: Buffer, count: number): Buffer {
  return Buffer.from(Uint8Array.from({ length: count }, (_, at) => ((bytes[at >> 3] ?? 0) >> (at & 7)) & 1));
}

const REAL = path.resolve("../shared/dicom");
interface Pixels {
  file: string;
  frame: number;
  hash: string;
  syntax: string;
  kind: string;
}

describe.skipIf(!existsSync(REAL))("frames of real files", () => {
  const rows: Pixels[] = existsSync(REAL)
    ? readFileSync(path.join(REAL, "pixels.tsv"), "utf8")
        .trim()
        .split("\n")
        .slice(1)
        .map((line) => line.split("\t"))
        .map(([file = "", frame, hash = "", , , , , type = "", syntax = "", colour = ""]) => ({
          file,
          frame: Number(frame) + 1,
          hash,
          syntax,
          kind: `${syntax} ${type} ${colour}`,
        }))
    : [];
  const lossy = /\.4\.(50|51|81|91|93|203)$/;
  // One of each kind, all with ALL_PIXELS=1. Native 4:2:2 has a hash of the expanded colours.
  const chosen = rows
    .filter(({ syntax, kind }) => !lossy.test(syntax) && !/422/.test(kind))
    .filter(
      (row) =>
        process.env.ALL_PIXELS === "1" ||
        rows.findIndex(({ kind }) => kind === row.kind) === rows.indexOf(row),
    );

  it("decode to the pixels that other decoders give", { timeout: 300_000 }, async () => {
    const failures: string[] = [];
    for (const [index, { file, frame, hash, syntax }] of chosen.entries()) {
      // Files share UIDs: each goes into an organisation of its own.
      const own = (await makeOrganization(`Set ${index}`)).id;
      const [entry] = await ingest(own, path.join(REAL, file));
      const row = await db.instance.findFirst({
        where: { organizationId: own },
        include: { series: true, study: true },
      });
      // A few files of the set lack the UIDs that make an instance.
      if (entry?.outcome === "REFUSED" && entry.code === "MISSING_UID") continue;
      if (!row) {
        failures.push(`${file}: not stored ${JSON.stringify(entry)}`);
        continue;
      }
      const reader: Actor = {
        kind: "organization",
        organizationId: own,
        organizationSlug: "",
        organizationName: "",
      };
      const url = `/dicom-web/studies/${row.study.studyInstanceUid}/series/${row.series.seriesInstanceUid}/instances/${row.sopInstanceUid}/frames/${frame}`;
      const accept = "application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1";
      const answer = await get(reader, url, { accept });
      const pixels = isBitmap(row.metadata)
        ? unpackBits(answer.bytes, (row.rows ?? 0) * (row.columns ?? 0))
        : answer.bytes;
      const digest = createHash("sha256").update(pixels).digest("hex");
      if (answer.status !== 200 || digest !== hash)
        failures.push(
          `${file} frame ${frame} ${syntax} ${row.rows}x${row.columns}: ${answer.status} ${answer.status === 200 ? answer.bytes.length : answer.bytes.toString().slice(0, 150)}`,
        );
    }
    expect(failures).toEqual([]);
  });
});
