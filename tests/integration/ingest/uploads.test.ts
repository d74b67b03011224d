import { readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { Upload } from "tus-js-client";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { newUid } from "@/lib/dicom";
import { env } from "@/lib/env";
import { problemResponse } from "@/lib/http/problem-response";
import { handleUpload } from "@/lib/http/uploads";
import { closeImport, createImport, getImport, knownFiles, sweepUploadedFiles } from "@/lib/ingest";
import { getDocument, getStudy } from "@/lib/studies";
import { makeInstance, makeOrganization } from "@/tests/support/ingest";
import { userContext } from "@/tests/support/user-context";

let context: Context;
let other: Context;
let endpoint: string;
let server: http.Server;
const PDF = Buffer.from("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");

beforeAll(async () => {
  const organizationId = await makeOrganization();
  context = await userContext(organizationId, ["DESK"]);
  other = await userContext(organizationId, ["DESK"]);
  server = http.createServer((request, response) => {
    const who = request.headers["x-who"] === "other" ? other : context;
    handleUpload(request, response, who).catch(async (error) => {
      const answer = problemResponse(error, "test");
      response.writeHead(answer.status).end(await answer.text());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/uploads`;
});

afterAll(() => server.close());

interface TestFile {
  path: string;
  bytes: Uint8Array;
  role?: "DOCUMENT";
  studyInstanceUid?: string;
  title?: string;
}

function bundle(files: TestFile[]): Buffer {
  const header = Buffer.from(
    JSON.stringify({
      files: files.map(({ bytes, ...file }) => ({ ...file, size: bytes.length, lastModified: 1000 })),
    }),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32BE(header.length);
  return Buffer.concat([length, header, ...files.map(({ bytes }) => bytes)]);
}

function send(bytes: Buffer, importId: string, who = "own", chunkSize = 50_000): Promise<void> {
  return new Promise((resolve, reject) => {
    new Upload(bytes, {
      endpoint,
      chunkSize,
      retryDelays: [],
      headers: { "x-who": who },
      metadata: { importId, bundle: "0" },
      onSuccess: () => resolve(),
      onError: reject,
    }).start();
  });
}

const uploads = () => readdirSync(path.join(env.DATA_DIR, "uploads"));

describe("uploads", () => {
  it("says that the disk is full, and takes the rest when there is room again", async () => {
    const { id: importId } = await createImport(context, { files: 1, bytes: 1000 });
    const bytes = bundle([{ path: "1", bytes: makeInstance() }]);
    const resumable = { "tus-resumable": "1.0.0" };
    const begun = await fetch(endpoint, {
      method: "POST",
      headers: {
        ...resumable,
        "upload-length": String(bytes.length),
        "upload-metadata": `importId ${Buffer.from(importId).toString("base64")}`,
      },
    });
    const address = new URL(begun.headers.get("location") ?? "", endpoint);
    const file = path.join(env.DATA_DIR, "uploads", path.basename(address.pathname));
    const sendAll = () =>
      fetch(address, {
        method: "PATCH",
        headers: {
          ...resumable,
          "upload-offset": "0",
          "content-type": "application/offset+octet-stream",
        },
        body: new Uint8Array(bytes),
      });
    rmSync(file);
    symlinkSync("/dev/full", file);
    const refused = await sendAll();
    expect(refused.status).toBe(507);
    expect(refused.headers.get("content-type")).toBe("application/problem+json");
    expect(await refused.json()).toMatchObject({ code: "storage_full" });
    rmSync(file);
    writeFileSync(file, "");
    expect((await sendAll()).status).toBe(204);
    expect((await closeImport(context, importId)).outcomes.stored).toBe(1);
  });

  it("takes a bundle of instances, documents and other files, and tells what became of each", async () => {
    const study = { StudyInstanceUID: newUid(), SeriesInstanceUID: newUid() };
    const [one, two] = [makeInstance(study), makeInstance(study)];
    const { id } = await createImport(context, { files: 6, bytes: 1000 });
    const files: TestFile[] = [
      { path: "disc/1", bytes: one },
      { path: "disc/2", bytes: two },
      { path: "disc/2 again", bytes: two },
      { path: "disc/viewer.exe", bytes: Buffer.from("MZ nothing that anybody could use here") },
      {
        path: "report.pdf",
        bytes: PDF,
        role: "DOCUMENT",
        studyInstanceUid: study.StudyInstanceUID,
        title: "Verslag",
      },
      {
        path: "fake.pdf",
        bytes: Buffer.from("<script>alert(1)</script>"),
        role: "DOCUMENT",
        studyInstanceUid: study.StudyInstanceUID,
      },
    ];
    await send(bundle(files), id);
    const status = await closeImport(context, id);
    expect(status).toMatchObject({
      state: "CLOSED",
      received: { files: 6 },
      outcomes: { stored: 2, duplicates: 1, setAside: 0, refused: 2, documents: 1 },
      studies: [
        {
          studyInstanceUid: study.StudyInstanceUID,
          patientName: "Jansen^Anna",
          modalities: ["CT"],
          storedInstances: 3,
        },
      ],
    });
    expect(status.refused.map(({ path: name, code }) => [name, code])).toEqual([
      ["disc/viewer.exe", "NOT_DICOM"],
      ["fake.pdf", "DOCUMENT_TYPE"],
    ]);
    expect(uploads()).toEqual([]);
    const details = await getStudy(context, study.StudyInstanceUID);
    expect(details).toMatchObject({
      hasReport: true,
      isComplete: true,
      documents: [{ title: "Verslag", contentType: "application/pdf" }],
    });
    const document = await getDocument(context, {
      studyInstanceUid: study.StudyInstanceUID,
      documentId: details.documents[0]?.id ?? "",
    });
    expect(Buffer.from(await new Response(document.body).arrayBuffer())).toEqual(PDF);
    expect(
      await knownFiles(context, id, {
        files: [
          { path: "disc/1", size: one.length, lastModified: 1000 },
          { path: "disc/1", size: one.length, lastModified: 1001 },
          { path: "disc/3", size: 1, lastModified: 1 },
        ],
      }),
    ).toEqual({ known: ["disc/1"] });
  });

  it("is only the importer's own, closed ones take nothing", async () => {
    const { id } = await createImport(context, { files: 1, bytes: 1 });
    const bytes = bundle([{ path: "1", bytes: makeInstance() }]);
    await expect(send(bytes, id, "other")).rejects.toThrow(/404/);
    await expect(getImport(other, id)).rejects.toMatchObject({ status: 404 });
    await expect(knownFiles(other, id, { files: [] })).rejects.toMatchObject({ status: 404 });
    await expect(closeImport(other, id)).rejects.toMatchObject({ status: 404 });
    const begun = await fetch(endpoint, {
      method: "POST",
      headers: {
        "tus-resumable": "1.0.0",
        "upload-length": "10",
        "upload-metadata": `importId ${Buffer.from(id).toString("base64")}`,
      },
    });
    expect(begun.status).toBe(201);
    const address = new URL(begun.headers.get("location") ?? "", endpoint);
    const headers = {
      "tus-resumable": "1.0.0",
      "upload-offset": "0",
      "content-type": "application/offset+octet-stream",
    };
    expect((await fetch(address, { method: "HEAD", headers: { ...headers, "x-who": "other" } })).status).toBe(
      404,
    );
    expect(
      (await fetch(address, { method: "PATCH", headers: { ...headers, "x-who": "other" }, body: "x" }))
        .status,
    ).toBe(404);
    expect(
      (await fetch(address, { method: "DELETE", headers: { ...headers, "x-who": "other" } })).status,
    ).toBe(404);
    expect((await fetch(address)).status).toBe(405);
    expect((await fetch(address, { method: "HEAD", headers })).status).toBe(200);
    await closeImport(context, id);
    expect((await fetch(address, { method: "PATCH", headers, body: "x" })).status).toBe(404);
    await expect(send(bytes, id)).rejects.toThrow(/404/);
  });

  it.each([
    ["nothing", Buffer.alloc(3)],
    ["a header longer than the bundle", Buffer.from([0x7f, 0xff, 0xff, 0xff, 1, 2, 3])],
    [
      "sizes that don't add up",
      Buffer.concat([bundle([{ path: "1", bytes: Buffer.alloc(10) }]), Buffer.alloc(5)]),
    ],
    ["a header that is no JSON", Buffer.concat([Buffer.from([0, 0, 0, 2]), Buffer.from("{{")])],
  ])("refuses a bundle with %s", async (_, bytes) => {
    const { id } = await createImport(context, { files: 1, bytes: 1 });
    await expect(send(bytes, id)).rejects.toThrow(/400/);
    await closeImport(context, id);
  });

  it("takes up bundles whose process was killed", async () => {
    const { id } = await createImport(context, { files: 1, bytes: 1 });
    const bytes = bundle([{ path: "1", bytes: makeInstance() }]);
    writeFileSync(path.join(env.DATA_DIR, "uploads", "killed"), bytes);
    writeFileSync(
      path.join(env.DATA_DIR, "uploads", "killed.json"),
      JSON.stringify({ id: "killed", size: bytes.length, metadata: { importId: id } }),
    );
    await sweepUploadedFiles();
    expect((await getImport(context, id)).outcomes.stored).toBe(0);
    const status = await closeImport(context, id);
    expect(status.outcomes.stored).toBe(1);
    expect(uploads()).toEqual([]);
  });

  it("keeps what it can't take up while the database doesn't answer, and takes it up later", async () => {
    const { id } = await createImport(context, { files: 1, bytes: 1 });
    const bytes = bundle([{ path: "1", bytes: makeInstance() }]);
    const file = path.join(env.DATA_DIR, "uploads", "waits");
    writeFileSync(file, bytes);
    writeFileSync(
      `${file}.json`,
      JSON.stringify({ id: "waits", size: bytes.length, metadata: { importId: id } }),
    );
    const tenMinutesAgo = new Date(Date.now() - 600_000);
    utimesSync(file, tenMinutesAgo, tenMinutesAgo);
    const lookUp = vi.spyOn(db.import, "findUnique").mockRejectedValueOnce(new Error("no connection"));
    await sweepUploadedFiles();
    expect(lookUp).toHaveBeenCalled();
    lookUp.mockRestore();
    expect(uploads()).toEqual(["waits", "waits.json"]);
    await sweepUploadedFiles();
    expect(uploads()).toEqual([]);
    expect((await getImport(context, id)).outcomes.stored).toBe(1);
  });

  it("closes uploads left open also where one of them can't be", async () => {
    const begin = () => createImport(context, { files: 1, bytes: 1 });
    const imports = [await begin(), await begin(), await begin()].map(({ id }) => id).sort();
    const file = path.join(env.DATA_DIR, "uploads", "broken");
    writeFileSync(file, "no bundle");
    writeFileSync(
      `${file}.json`,
      JSON.stringify({ id: "broken", size: 9, metadata: { importId: imports[0] } }),
    );
    const fourDaysAgo = new Date(Date.now() - 4 * 86_400_000);
    await db.import.updateMany({ where: { id: { in: imports } }, data: { createdAt: fourDaysAgo } });
    await expect(sweepUploadedFiles()).rejects.toThrow();
    const states = () => Promise.all(imports.map(async (id) => (await getImport(context, id)).state));
    expect(await states()).toEqual(["OPEN", "CLOSED", "CLOSED"]);
    utimesSync(file, fourDaysAgo, fourDaysAgo);
    await sweepUploadedFiles();
    expect(await states()).toEqual(["CLOSED", "CLOSED", "CLOSED"]);
    expect(uploads()).toEqual([]);
  });

  it("leaves nothing of an upload whose process was killed while it began or removed it", async () => {
    const days = (count: number) => new Date(Date.now() - count * 86_400_000);
    const leave = (name: string, text: string, changedAt: Date) => {
      const file = path.join(env.DATA_DIR, "uploads", name);
      writeFileSync(file, text);
      utimesSync(file, changedAt, changedAt);
    };
    leave("removed.json", JSON.stringify({ id: "removed", size: 4, metadata: { importId: "x" } }), days(4));
    leave("begun", "", days(4));
    leave("half", "1234", days(4));
    leave("half.json", '{"id":"ha', days(4));
    leave("begins-now", "", new Date());
    await sweepUploadedFiles();
    expect(uploads()).toEqual(["begins-now"]);
    rmSync(path.join(env.DATA_DIR, "uploads", "begins-now"));
  });

  it("lets machines and roles without studies begin nothing", async () => {
    const { organizationId } = await db.import.findFirstOrThrow();
    await expect(
      createImport(await userContext(organizationId, ["PRIVACY_OFFICER"]), { files: 1, bytes: 1 }),
    ).rejects.toMatchObject({ status: 403 });
  });
});
