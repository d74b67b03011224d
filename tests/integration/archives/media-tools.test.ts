import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handleArchive } from "@/lib/archives";
import { readArchivedStudies } from "@/lib/archives/archived-studies";
import { directoryEntries, fileInstances } from "@/lib/archives/directory-entries";
import { directoryLength } from "@/lib/archives/directory-length";
import { db } from "@/lib/db";
import { buildDicomdir } from "@/lib/dicom";
import { storage } from "@/lib/storage";
import { makeAccount, makeOrganization } from "../../support/accounts";
import { actorOf, serveBytes } from "../../support/byte-server";
import { ingest } from "../../support/ingest";
import { hasOrthanc, startOrthanc } from "../../support/orthanc";
import { fileSetLength, hasPydicom } from "../../support/pydicom";

const REAL = path.resolve("../shared/dicom");
const has = (tool: string) => spawnSync("which", [tool]).status === 0;
const canRun = existsSync(REAL) && ["unzip", "dcdirdmp", "dciodvfy"].every(has);
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const folder = mkdtempSync(path.join(tmpdir(), "beeldbrug-media-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Real files of many kinds: images, reports, presentation states, key objects, documents, waveforms. */
function realFiles(): string[] {
  const kinds = path.join(REAL, "by-modality");
  return readdirSync(kinds).flatMap((kind) =>
    readdirSync(path.join(kinds, kind))
      .map((name) => path.join(kinds, kind, name))
      .filter((file) => statSync(file).isFile() && statSync(file).size < 3_000_000)
      .slice(0, 3),
  );
}

describe.skipIf(!canRun)("an archive of real studies", () => {
  const file = path.join(folder, "archive.zip");
  const directory = path.join(folder, "media", "DICOMDIR");
  let organizationId: string;
  let studies: { id: string }[];

  beforeAll(async () => {
    const get = await serveBytes(handleArchive);
    organizationId = (await makeOrganization()).id;
    const actor = await actorOf((await makeAccount({ organizationId })).id);
    await ingest(organizationId, ...realFiles());
    studies = await db.study.findMany({ where: { organizationId }, select: { id: true } });
    expect(studies.length).toBeGreaterThan(20);
    const share = await db.share.create({
      data: {
        organizationId,
        senderId: actor.kind === "user" ? actor.userId : "",
        state: "SENT",
        purpose: "REFERRAL",
        priority: "ROUTINE",
        expiresAt: new Date(Date.now() + 3_600_000),
        studies: { create: studies.map((study) => ({ studyId: study.id, seriesInstanceUids: [] })) },
      },
    });
    const answer = await get(actor, `/api/v1/shares/${share.id}/archive`);
    expect(answer.status).toBe(200);
    writeFileSync(file, answer.bytes);
    execFileSync("unzip", ["-q", file, "-d", path.dirname(directory)]);
  }, 120_000);

  it("passes other people's programs", { timeout: 240_000 }, async () => {
    execFileSync("unzip", ["-tq", file]);
    execFileSync("dcdirdmp", [directory], { stdio: "pipe" });
    const verified = spawnSync("dciodvfy", ["-new", directory], { encoding: "utf8" });
    const filed = fileInstances(
      await readArchivedStudies({
        studies: studies.map(({ id }) => ({ studyId: id, seriesInstanceUids: "all" })),
      }),
    );
    const entries = await directoryEntries(filed);
    expect(directoryLength(entries, "2.25.1", 0)).toBe(
      buildDicomdir(
        entries.map((entry) => entry.make()),
        { sopInstanceUid: "2.25.1" },
      ).length,
    );
    const errors = `${verified.stdout}\n${verified.stderr}`
      .split("\n")
      // A few files of the set have UIDs that aren't: they stay as they are.
      .filter((line) => line.startsWith("Error") && !line.includes("<999.999."));
    expect(errors).toEqual([]);
  });

  it.skipIf(!hasPydicom)("is a file set for pydicom, with every instance in it", async () => {
    const files = await db.instance.count({ where: { study: { organizationId } } });
    expect(fileSetLength(directory)).toBe(files);
  });

  it.skipIf(!hasOrthanc)(
    "is imported by Orthanc, every instance as it is",
    { timeout: 120_000 },
    async () => {
      const orthanc = await startOrthanc();
      try {
        await orthanc.call("POST", "/instances", readFileSync(file));
        const rows = await db.instance.findMany({ where: { study: { organizationId } } });
        const expected = await Promise.all(
          rows.map(async ({ objectKey, offset, length }) => {
            const bytes = Buffer.alloc(Number(length));
            await storage.readInto(objectKey, bytes, Number(offset));
            return sha256(bytes);
          }),
        );
        const ids = await orthanc.call<string[]>("GET", "/instances");
        const imported: string[] = [];
        for (const id of ids) imported.push(sha256(await orthanc.download(`/instances/${id}/file`)));
        expect(imported.sort()).toEqual(expected.sort());
      } finally {
        await orthanc.stop();
      }
    },
  );
});
