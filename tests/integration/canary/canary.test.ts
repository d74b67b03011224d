import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { db } from "@/lib/db";
import { newUid } from "@/lib/dicom";
import { problemResponse } from "@/lib/http";
import { resolveLink } from "@/lib/shares";
import { ingest, makeInstance } from "../../support/ingest";
import { addressesIn, findSecrets } from "../../support/secrets";
import { startSite } from "../../support/site";
import { makeRights, type Rights } from "../rights/people";
import { runQueued } from "../shares/world";

// Before the log is made: everything that it would ever say.
const captured = vi.hoisted(() => {
  process.env.LOG_LEVEL = "trace";
  return { log: [] as string[] };
});
vi.mock("pino", async (original) => {
  const { default: pino } = await original<typeof import("pino")>();
  return {
    default: (options: object) => pino(options, { write: (line: string) => captured.log.push(line) }),
  };
});

const PATIENT = {
  PatientName: "Kanarie^Vogel",
  PatientID: "CANARY-4711",
  PatientBirthDate: "19470401",
  OtherPatientIDsSequence: [{ PatientID: "111222333", IssuerOfPatientID: "NLMINBIZA" }],
  StudyDescription: "CANARYDESC",
  SeriesDescription: "CANARYDESC dun",
  AccessionNumber: "CANARYACC",
};
const SECRETS = [
  "kanarie",
  "vogel",
  "canary",
  "111222333",
  "19470401",
  "1947-04-01",
  "01-04-1947",
  "april 1947",
];
const PDF = Buffer.from("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");
const [study, series, instance] = [newUid(), newUid(), newUid()];
const other = newUid();

interface Exchange {
  call: string;
  status: number;
  headers: string;
  text: string;
}

let site: Awaited<ReturnType<typeof startSite>>;
let rights: Rights;
const exchanges: Exchange[] = [];
const console_: string[] = [];

async function call(
  token: string | undefined,
  method: string,
  address: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string; json: () => never; headers: Headers }> {
  const isRaw = body instanceof Uint8Array;
  const response = await fetch(site.origin + address, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && !isRaw && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: isRaw ? (body as BodyInit) : JSON.stringify(body) }),
  });
  const text = Buffer.from(await response.arrayBuffer()).toString("latin1");
  exchanges.push({
    call: `${method} ${address}`,
    status: response.status,
    headers: [...response.headers].map((pair) => pair.join(": ")).join("\n"),
    text,
  });
  return { status: response.status, text, json: () => JSON.parse(text) as never, headers: response.headers };
}

const multipart = (...parts: Uint8Array[]) =>
  Buffer.concat([
    ...parts.flatMap((part) => [Buffer.from("\r\n--x\r\ncontent-type: application/dicom\r\n\r\n"), part]),
    Buffer.from("\r\n--x--\r\n"),
  ]);
const STOW = { "content-type": 'multipart/related; type="application/dicom"; boundary=x' };

function bundle(files: { path: string; bytes: Uint8Array; [more: string]: unknown }[]): Buffer {
  const header = Buffer.from(
    JSON.stringify({ files: files.map(({ bytes, ...file }) => ({ ...file, size: bytes.length })) }),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32BE(header.length);
  return Buffer.concat([length, header, ...files.map(({ bytes }) => bytes)]);
}

async function upload(token: string, importId: string, bytes: Uint8Array): Promise<number> {
  const tus = { "tus-resumable": "1.0.0" };
  const metadata = `importId ${Buffer.from(importId).toString("base64")}`;
  const made = await call(token, "POST", "/uploads", undefined, {
    ...tus,
    "upload-length": String(bytes.length),
    "upload-metadata": metadata,
  });
  const address = new URL(made.headers.get("location") ?? "", site.origin).pathname;
  const { status } = await call(token, "PATCH", address, bytes, {
    ...tus,
    "upload-offset": "0",
    "content-type": "application/offset+octet-stream",
  });
  return status;
}

/** All that a study lives through, with what goes wrong on the way; each step must have worked as meant. */
async function liveThrough(): Promise<void> {
  const { tokens, addresses } = rights;
  const expectStatus = async (status: number, answer: Promise<{ status: number; text: string }>) => {
    const { status: got, text } = await answer;
    expect([got, text.slice(0, 300), exchanges.at(-1)?.call]).toEqual([
      status,
      text.slice(0, 300),
      exchanges.at(-1)?.call,
    ]);
  };
  const uids = { StudyInstanceUID: study, SeriesInstanceUID: series };
  const one = makeInstance({ ...PATIENT, ...uids, SOPInstanceUID: instance });

  // Arrives: by STOW-RS, again, with other content, with another patient, broken; by browser with a report.
  await expectStatus(200, call(tokens.organization, "POST", "/dicom-web/studies", multipart(one), STOW));
  await expectStatus(
    200,
    call(tokens.organization, "POST", `/dicom-web/studies/${study}`, multipart(one), STOW),
  );
  const changed = makeInstance({
    ...PATIENT,
    ...uids,
    SOPInstanceUID: instance,
    StudyDescription: "CANARYDESC 2",
  });
  const stranger = makeInstance({ ...PATIENT, ...uids, PatientID: "CANARY-4712" });
  await expectStatus(
    409,
    call(
      tokens.organization,
      "POST",
      "/dicom-web/studies",
      multipart(changed, stranger, one.subarray(0, 400)),
      STOW,
    ),
  );
  await expectStatus(200, call(tokens.sender, "GET", "/api/v1/conflicts"));
  const made = await call(tokens.sender, "POST", "/api/v1/imports", { files: 3, bytes: 3000 });
  const { id: importId } = made.json() as { id: string };
  const second = makeInstance({ ...PATIENT, ...uids });
  const files = [
    { path: "Kanarie^Vogel/CANARY-4711/1.dcm", bytes: second },
    { path: "Kanarie^Vogel/kapot.dcm", bytes: second.subarray(0, 300) },
    {
      path: "Kanarie verslag.pdf",
      bytes: PDF,
      role: "DOCUMENT",
      studyInstanceUid: study,
      title: "CANARYDESC verslag",
    },
    { path: "Kanarie.html", bytes: Buffer.from("<b>111222333"), role: "DOCUMENT", studyInstanceUid: study },
  ];
  expect(await upload(tokens.sender, importId, bundle(files))).toBe(204);
  expect(await upload(tokens.sender, importId, Buffer.from("Kanarie^Vogel 111222333"))).toBe(400);
  await expectStatus(200, call(tokens.sender, "POST", `/api/v1/imports/${importId}/known`, { files: [] }));
  await expectStatus(200, call(tokens.sender, "POST", `/api/v1/imports/${importId}/close`));
  await ingest(rights.noord.id, makeInstance({ ...PATIENT, StudyInstanceUID: other }));

  // Found: by every field, page by page, by our own search and by QIDO-RS; what can't be read is refused.
  for (const search of [
    { text: "kanarie vogel", limit: 1, sort: "patientName" },
    { text: "111222333", limit: 1, sort: "description" },
    { bsn: "111222333", limit: 1, sort: "birthDate" },
    { patientIdentifier: "CANARY-4711", limit: 1, sort: "accessionNumber" },
  ]) {
    const page = await call(tokens.sender, "POST", "/api/v1/studies/search", search);
    const { items, nextCursor } = page.json() as { items: unknown[]; nextCursor: string };
    expect(items).toHaveLength(1);
    await expectStatus(
      200,
      call(tokens.sender, "POST", "/api/v1/studies/search", { ...search, cursor: nextCursor }),
    );
  }
  for (const broken of [
    { bsn: "Kanarie" },
    { dateFrom: "19470401" },
    { cursor: "Kanarie" },
    { text: 111222333 },
  ])
    await expectStatus(400, call(tokens.sender, "POST", "/api/v1/studies/search", broken));
  const nul = await call(tokens.sender, "POST", "/api/v1/studies/search", { text: "Kanarie\u0000Vogel" });
  expect(nul.status).toBeLessThan(500);
  const name = "PatientName=Kanarie*&PatientID=CANARY-4711&PatientBirthDate=19470401&limit=1&offset=0";
  await expectStatus(200, call(tokens.sender, "GET", `/dicom-web/studies?${name}&includefield=all`));
  await expectStatus(400, call(tokens.sender, "GET", `/dicom-web/studies?${name}&limit=Kanarie`));
  const nulQuery = await call(tokens.sender, "GET", "/dicom-web/studies?PatientName=Kanarie%00Vogel");
  expect(nulQuery.status).toBeLessThan(500);
  await call(tokens.sender, "GET", "/api/v1/directory?q=Kanarie&limit=1");
  await expectStatus(200, call(tokens.sender, "GET", `/api/v1/studies/${study}`));

  // Sent, with a message that should not have been written; refused when it can't be.
  const request = {
    studies: [{ studyInstanceUid: study }],
    recipients: [{ addressId: addresses.recipient }, { addressId: addresses.member }],
    purpose: "CONSULT",
    priority: "URGENT",
    message: "Betreft Kanarie, BSN 111222333, geboren 1947-04-01",
  };
  await expectStatus(200, call(tokens.sender, "POST", "/api/v1/shares/check", request));
  const key = { "idempotency-key": "Kanarie-1" };
  const sent = await call(tokens.sender, "POST", "/api/v1/shares", request, key);
  expect(sent.status).toBe(201);
  const { id } = sent.json() as { id: string };
  await expectStatus(
    422,
    call(tokens.sender, "POST", "/api/v1/shares", { ...request, message: "CANARYDESC" }, key),
  );
  await expectStatus(400, call(tokens.sender, "POST", "/api/v1/shares", { ...request, purpose: "Kanarie" }));
  expect(await runQueued()).toEqual([]);
  const share = `/api/v1/shares/${id}`;
  const root = `/dicom-web/shares/${id}`;
  const [mail] = await db.caughtMail.findMany({ orderBy: { id: "desc" }, take: 1 });
  const token = /\/s\/([A-Za-z0-9_-]+)/.exec(mail?.text ?? "")?.[1] ?? "";
  expect(await resolveLink(token)).toBe(id);
  expect(await resolveLink("Kanarie")).toBeUndefined();

  // Followed, viewed, taken.
  await expectStatus(200, call(tokens.sender, "POST", `${share}/remind`, {}));
  expect(await runQueued()).toEqual([]);
  await expectStatus(200, call(tokens.recipient, "GET", share));
  await expectStatus(200, call(tokens.recipient, "GET", "/api/v1/shares?box=inbox&limit=1"));
  for (const [address, accept] of [
    [`${root}/studies?PatientName=Kanarie*`, "*/*"],
    [`${root}/studies/${study}/series`, "*/*"],
    [`${root}/studies/${study}/metadata`, "*/*"],
    [`${root}/studies/${study}/series/${series}/instances/${instance}/frames/1`, "*/*"],
    [`${root}/studies/${study}/series/${series}/instances/${instance}/rendered`, "image/png"],
    [`${root}/studies/${study}/series/${series}/thumbnail`, "image/jpeg"],
    [`${root}/studies/${study}/series/${series}/instances/${instance}/bulkdata/7FE00010`, "*/*"],
    [`${root}/studies/${study}/series/${series}/instances/${instance}`, "application/dicom"],
    [`${root}/studies/${study}`, "*/*"],
  ] as const)
    await expectStatus(200, call(tokens.recipient, "GET", address, undefined, { accept }));
  await expectStatus(200, call(tokens.recipient, "GET", `${share}/archive`));
  const { documentId } = await db.shareDocument.findFirstOrThrow({ where: { shareId: id } });
  await expectStatus(200, call(tokens.recipient, "GET", `${share}/documents/${documentId}`));
  await expectStatus(200, call(tokens.sender, "GET", `/api/v1/studies/${study}/archive`));
  const { documents } = (await call(tokens.sender, "GET", `/api/v1/studies/${study}`)).json() as {
    documents: { url: string }[];
  };
  await expectStatus(200, call(tokens.sender, "GET", documents[0]?.url ?? ""));
  await expectStatus(200, call(tokens.recipient, "POST", `${share}/claim`, {}));
  await expectStatus(
    200,
    call(tokens.recipient, "POST", `${share}/forward`, { addressId: addresses.colleague }),
  );
  await expectStatus(
    200,
    call(tokens.recipient, "POST", `${share}/replies`, { text: "Kanarie gezien, 111222333" }),
  );
  await expectStatus(
    200,
    call(tokens.member, "POST", `${share}/decline`, { reason: "CANARY-4711 is niet van ons" }),
  );
  const nulReply = await call(tokens.recipient, "POST", `${share}/replies`, {
    text: "Kanarie\u0000 111222333",
  });
  expect(nulReply.status).toBeLessThan(500);
  const later = new Date(Date.now() + 86_400_000).toISOString();
  await expectStatus(200, call(tokens.sender, "POST", `${share}/extend`, { expiresAt: later }));
  await expectStatus(
    200,
    call(tokens.sender, "POST", `${share}/recipients`, { addressId: addresses.elsewhere }),
  );
  expect(await runQueued()).toEqual([]);

  // Refused, before and after the end.
  const tries: [string | undefined, string, string, number][] = [
    [undefined, "GET", `/dicom-web/studies?${name}`, 401],
    ["bbu_Kanarie", "GET", share, 401],
    [tokens.other, "GET", share, 404],
    [tokens.other, "GET", `/api/v1/studies/${study}`, 404],
    [tokens.operator, "GET", `/dicom-web/studies?${name}`, 403],
    [tokens.other, "GET", `${root}/studies?${name}`, 404],
    [tokens.recipient, "POST", `${share}/revoke`, 403],
    [tokens.recipient, "GET", "/api/v1/shares?box=Kanarie", 400],
  ];
  for (const [who, method, address, status] of tries)
    await expectStatus(status, call(who, method, address, method === "POST" ? {} : undefined));
  await expectStatus(200, call(tokens.sender, "POST", `${share}/revoke`));
  await expectStatus(410, call(tokens.recipient, "GET", share));
  await vi.waitFor(() => expectStatus(410, call(tokens.recipient, "GET", `${root}/studies?${name}`)), 5_000);
  await expectStatus(200, call(tokens.recipient, "POST", `${share}/ask`));
  await expectStatus(
    200,
    call(tokens.privacy, "POST", "/api/v1/audit/search", { patientIdentifier: "CANARY-4711" }),
  );
  await expectStatus(204, call(tokens.admin, "DELETE", `/api/v1/studies/${other}`));
  expect(await runQueued()).toEqual([]);
}

beforeAll(async () => {
  for (const method of ["log", "info", "warn", "error", "debug"] as const)
    vi.spyOn(console, method).mockImplementation(
      (...given) => void console_.push(given.map(String).join(" ")),
    );
  site = await startSite();
  rights = await makeRights();
  await liveThrough();
}, 240_000);
afterAll(() => site.stop());

const canariesIn = (text: string) => findSecrets(text, SECRETS);

describe("a patient that goes through every flow", () => {
  it("was there: the answers to who may see them hold the canary", () => {
    const told = exchanges.filter(({ status, text }) => status === 200 && canariesIn(text).length > 0);
    expect(told.length).toBeGreaterThan(10);
  });

  it("is in no mail", async () => {
    const mails = await db.caughtMail.findMany();
    expect(mails.length).toBeGreaterThan(3);
    for (const mail of mails) expect(canariesIn(JSON.stringify(mail))).toEqual([]);
  });

  it("is in no header and no address that an answer gives", () => {
    for (const { call, headers, text } of exchanges) {
      expect([call, canariesIn(headers)]).toEqual([call, []]);
      for (const address of addressesIn(text)) expect([address, canariesIn(address)]).toEqual([address, []]);
    }
  });

  it("is in no refusal", () => {
    for (const { call, status, text } of exchanges)
      if (status >= 400) expect([call, canariesIn(text), text]).toEqual([call, [], text]);
  });

  it("is in no line of the log, nor printed", () => {
    for (const line of [...captured.log, ...console_]) expect([canariesIn(line), line]).toEqual([[], line]);
  });

  it("is in no line of the log when the database refuses it", async () => {
    const { organizationId, patientId } = await db.study.findFirstOrThrow({
      where: { studyInstanceUid: study },
    });
    const patient = await db.patient.findUniqueOrThrow({ where: { id: patientId } });
    const { id: _, ...again } = patient;
    const failures = await Promise.all(
      [
        db.patient.create({ data: again }),
        db.patient.create({ data: { ...again, name: "Kanarie\u0000Vogel", id: randomUUID() } }),
        db.patient.create({ data: { ...again, kanarie: "Kanarie^Vogel" } as never }),
        db.$queryRaw`SELECT ${"Kanarie^Vogel"}::int`,
        db.$executeRaw`UPDATE "Patient" SET "organizationId" = NULL WHERE id = ${patientId}::uuid`,
        db.patient.update({ where: { id: patientId }, data: { organizationId: study as never } }),
      ].map((work) =>
        work.then(
          () => undefined,
          (error: unknown) => error,
        ),
      ),
    );
    expect(organizationId).toBe(rights.noord.id);
    const before = captured.log.length;
    for (const error of failures) {
      expect(error).toBeInstanceOf(Error);
      const answer = await problemResponse(error, randomUUID()).text();
      expect([canariesIn(answer), answer]).toEqual([[], answer]);
    }
    // Frames name this file.
    const lines = captured.log
      .slice(before)
      .map((line) => line.replaceAll("integration/canary/canary.test.ts", ""));
    expect(lines).toHaveLength(failures.length);
    for (const line of lines) expect([canariesIn(line), line]).toEqual([[], line]);
  });

  it("is in no metric", async () => {
    const { text } = await call(undefined, "GET", "/api/metrics");
    expect(text).toContain('group="dicom-web"');
    expect(canariesIn(text)).toEqual([]);
  });

  it("is in no job", async () => {
    const jobs = await db.$queryRaw<{ job: string }[]>`SELECT row_to_json(j)::text AS job FROM pgboss.job j`;
    expect(jobs.length).toBeGreaterThan(3);
    for (const { job } of jobs) expect([canariesIn(job), job]).toEqual([[], job]);
  });

  it("is in the log of who did what by its own columns alone", async () => {
    const rows = await db.auditEvent.findMany();
    const known = rows.filter(({ patientIdentifier }) => patientIdentifier === PATIENT.PatientID);
    expect(new Set(known.map(({ action }) => action)).size).toBeGreaterThan(8);
    for (const {
      patientIdentifier: _,
      patientId: _id,
      hash: _hash,
      previousHash: _previous,
      ...row
    } of rows) {
      const text = JSON.stringify(row, (_, value) => (typeof value === "bigint" ? String(value) : value));
      expect([row.action, canariesIn(text)]).toEqual([row.action, []]);
    }
  });

  it("would be found if it were there", () => {
    expect(canariesIn("GET /studies?PatientName=K%61narie*")).toContain("kanarie");
    expect(canariesIn(`cursor=${Buffer.from('["Kanarie^Vogel","x"]').toString("base64url")}`)).toContain(
      "kanarie",
    );
    expect(canariesIn("CanaryDesc")).toContain("canary");
  });
});
