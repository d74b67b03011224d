import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { db } from "@/lib/db";
import { newUid } from "@/lib/dicom";
import { discInstance, makeDisc } from "../../support/disc";

const root = path.resolve(import.meta.dirname, "../../..");

interface Result {
  code: number;
  stdout: string;
  stderr: string;
}

/** `npm run -s beeldbrug -- …`, against this test's database. */
function beeldbrug(args: string[], input = ""): Promise<Result> {
  const { NODE_ENV: _nodeEnv, BASE_URL: _baseUrl, DATABASE_EMBEDDED: _embedded, ...rest } = process.env;
  return new Promise((resolve) => {
    const child = execFile(
      "npm",
      ["run", "-s", "beeldbrug", "--", ...args],
      { cwd: root, env: rest as NodeJS.ProcessEnv, encoding: "utf8" },
      (error, stdout, stderr) => resolve({ code: (error?.code as number | undefined) ?? 0, stdout, stderr }),
    );
    child.stdin?.end(input);
  });
}

it("connects an organisation, makes an account and a token, and stores a folder", {
  timeout: 240_000,
}, async () => {
  const added = await beeldbrug([
    "organization",
    "add",
    "--slug",
    "west",
    "--name",
    "Ziekenhuis West",
    "--ura",
    "01234567",
  ]);
  expect(added).toMatchObject({ code: 0, stdout: "Connected Ziekenhuis West (west).\n" });

  const user = [
    "--email",
    "arts@west.example",
    "--name",
    "Ada Arts",
    "--organization",
    "west",
    "--role",
    "CARE_PROVIDER",
  ];
  expect(
    await beeldbrug(["user", "add", ...user, "--password-stdin"], "een lang wachtwoord 42\n"),
  ).toMatchObject({ code: 0 });
  expect(await db.user.findUnique({ where: { email: "arts@west.example" } })).toMatchObject({
    roles: ["CARE_PROVIDER"],
  });

  const token = await beeldbrug([
    "token",
    "create",
    "--organization",
    "west",
    "--scope",
    "dicomweb",
    "--expires",
    "90d",
  ]);
  expect(token.stdout).toMatch(/^bbo_\S+\n$/);

  const StudyInstanceUID = newUid();
  const image = discInstance({ StudyInstanceUID, PatientID: "W1", PatientName: "Westra^Ids" });
  const folder = makeDisc({ IM1: image, "IM1.copy": image, "readme.txt": "no image" });
  const ingested = await beeldbrug(["ingest", "--organization", "west", "--json", folder]);
  const report = JSON.parse(ingested.stdout);
  expect(report).toMatchObject({ stored: 1, duplicates: 1, setAside: 0 });
  expect(report.refused).toEqual([
    { path: expect.stringContaining("readme.txt"), code: expect.any(String), reason: expect.any(String) },
  ]);
  expect(ingested.code).toBe(2);
  fs.rmSync(path.join(folder, "readme.txt"));
  expect(await beeldbrug(["ingest", "--organization", "west", folder])).toMatchObject({ code: 0 });

  const verified = await beeldbrug(["audit", "verify", "--json"]);
  expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true, organization: "all" });
  const exported = await beeldbrug(["audit", "export", "--organization", "west"]);
  expect(JSON.parse(exported.stdout.split("\n")[0] ?? "")).toMatchObject({ resourceType: "AuditEvent" });
});

it("says what is wrong in one line, with a non-zero exit", { timeout: 120_000 }, async () => {
  const unknown = await beeldbrug(["ingest", "--organization", "nowhere", "."]);
  expect(unknown).toMatchObject({
    code: 1,
    stderr: 'beeldbrug: There is no connected organisation "nowhere".\n',
  });
  // Each thing that is wrong is named as its option is.
  expect(await beeldbrug(["organization", "add", "--slug", "Z O", "--name", "Z", "--ura", "12"])).toEqual({
    code: 1,
    stdout: "",
    stderr:
      "beeldbrug: slug: takes lower-case letters, digits and hyphens\n" +
      "beeldbrug: ura: has 8 digits, leading zeros included\n",
  });
  expect((await beeldbrug(["organization", "add", "--slug", "x"])).code).toBe(2);
  expect((await beeldbrug(["token", "create", "--help"])).code).toBe(0);
});

it("takes in a bounce from standard input, and says what it did with it", { timeout: 120_000 }, async () => {
  const answer = "To: bounce+x@beeldbrug.example\r\nSubject: Afwezig\r\n\r\nTot maandag.\r\n";
  expect(await beeldbrug(["mail", "bounce", "--json"], answer)).toMatchObject({
    code: 0,
    stdout: '{"outcome":"ignored"}\n',
  });
});
