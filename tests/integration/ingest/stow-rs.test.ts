import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { newUid } from "@/lib/dicom";
import { storeInstances } from "@/lib/dicomweb/stow-rs";
import { problemResponse } from "@/lib/http/problem-response";
import { makeInstance, makeOrganization } from "@/tests/support/ingest";
import { organizationContext, userContext } from "@/tests/support/user-context";

let organizationId: string;
let context: Context;
let root: string;
let server: http.Server;
/** The request that came last, until the server is done with it. */
let handling: Promise<void>;

beforeAll(async () => {
  organizationId = await makeOrganization();
  context = await organizationContext(organizationId);
  server = http.createServer((request, response) => {
    const study = (request.url ?? "").split("/")[2];
    handling = storeInstances(request, response, context, study).catch(async (error) => {
      if (response.destroyed) return;
      const answer = problemResponse(error, "test");
      response.writeHead(answer.status, { connection: "close" }).end(await answer.text());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}/studies`;
});

afterAll(() => server.close());

function multipart(parts: Uint8Array[], partType = "application/dicom"): Buffer {
  const pieces = parts.flatMap((part) => [
    Buffer.from(`\r\n--xyz\r\nContent-Type: ${partType}\r\n\r\n`),
    part,
  ]);
  return Buffer.concat([...pieces, Buffer.from("\r\n--xyz--\r\n")]);
}

async function post(
  body: Uint8Array,
  { study = "", type = 'multipart/related; type="application/dicom"; boundary=xyz', headers = {} } = {},
) {
  const response = await fetch(study ? `${root}/${study}` : root, {
    method: "POST",
    headers: { "content-type": type, ...headers },
    body: body as BodyInit,
  });
  const text = await response.text();
  return { status: response.status, json: text ? JSON.parse(text) : {} };
}

describe("STOW-RS", () => {
  it("answers 200 when all are stored, also when they were there already", async () => {
    const study = { StudyInstanceUID: newUid(), SeriesInstanceUID: newUid() };
    const files = [makeInstance(study), makeInstance(study), makeInstance(study)];
    for (const _ of [1, 2]) {
      const { status, json } = await post(multipart(files));
      expect(status).toBe(200);
      expect(json["00081199"].Value).toHaveLength(3);
      expect(json["00081190"].Value[0]).toMatch(new RegExp(`/dicom-web/studies/${study.StudyInstanceUID}$`));
      expect(json["00081198"]).toBeUndefined();
    }
    expect(await db.instance.count({ where: { organizationId } })).toBe(3);
  });

  it("answers 202 when some and 409 when none are stored, with a reason for each", async () => {
    const uids = { SOPInstanceUID: newUid(), StudyInstanceUID: newUid(), SeriesInstanceUID: newUid() };
    const some = await post(
      multipart([makeInstance(uids), Buffer.from("this is not DICOM, and that is all of it")]),
    );
    expect(some.status).toBe(202);
    expect(some.json["00081198"].Value[0]["00081197"].Value).toEqual([0xc000]);
    const other = await post(multipart([makeInstance({ ...uids, PatientSex: "M" })]));
    expect(other.status).toBe(409);
    expect(other.json["00081198"].Value[0]).toMatchObject({
      "00081155": { vr: "UI", Value: [uids.SOPInstanceUID] },
      "00081197": { vr: "US", Value: [0xc111] },
    });
    const pictures = await post(multipart([Buffer.from("x")], "image/jpeg"));
    expect(pictures.status).toBe(409);
  });

  it("takes only instances of the study that is addressed", async () => {
    const { status, json } = await post(multipart([makeInstance()]), { study: "1.2.3" });
    expect(status).toBe(409);
    expect(json["00081198"].Value[0]["00081197"].Value).toEqual([0xa900]);
    const study = newUid();
    expect((await post(multipart([makeInstance({ StudyInstanceUID: study })]), { study })).status).toBe(200);
  });

  it.each([
    [400, "a body that ends too early", multipart([makeInstance()]).subarray(0, 500), {}],
    [400, "no instances", Buffer.from("--xyz--"), {}],
    [400, "no boundary", multipart([]), { type: "multipart/related" }],
    [
      415,
      "JSON metadata",
      multipart([]),
      { type: 'multipart/related; type="application/dicom+json"; boundary=xyz' },
    ],
    [415, "something else", Buffer.from("{}"), { type: "application/json" }],
    [415, "a compressed body", multipart([]), { headers: { "content-encoding": "gzip" } }],
    [406, "another answer", multipart([]), { headers: { accept: "text/html" } }],
  ])("answers %d to %s", async (status, _, body, options) => {
    expect((await post(body, options)).status).toBe(status);
  });

  it("keeps nothing of a request that breaks off", async () => {
    const study = newUid();
    const body = multipart([
      makeInstance({ StudyInstanceUID: study }),
      makeInstance({ StudyInstanceUID: study }),
    ]);
    const arrived = once(server, "request");
    await new Promise<void>((resolve) => {
      const request = http.request(root, {
        method: "POST",
        headers: { "content-type": "multipart/related; boundary=xyz", "content-length": body.length },
      });
      request.on("error", () => resolve());
      request.write(body.subarray(0, body.length - 100));
      void arrived.then(() => request.destroy());
    });
    await handling;
    expect(await db.study.count({ where: { studyInstanceUid: study } })).toBe(0);
  });

  it("is for those who may store", async () => {
    const own = context;
    for (const [roles, status] of [
      [["CARE_PROVIDER"], 200],
      [["DESK"], 200],
      [["MDO_COORDINATOR"], 403],
      [["PRIVACY_OFFICER"], 403],
      [["OPERATOR"], 403],
    ] as const) {
      context = await userContext(organizationId, [...roles]);
      expect((await post(multipart([makeInstance()]))).status).toBe(status);
    }
    context = own;
  });
});
