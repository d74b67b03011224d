import { randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { beforeEach, expect, it } from "vitest";
import { lastAnchor, recordAuditAlone, verifyChain, writeAnchors } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { env } from "@/lib/env";

let context: Context;
const chain = () => (context.actor.kind === "organization" ? context.actor.organizationId : "");

/** What an attacker with the owner's password could do: switch the triggers off and change rows. */
async function tamper(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL });
  await client.connect();
  await client.query(`ALTER TABLE "AuditEvent" DISABLE TRIGGER USER`);
  await client.query(sql.replace("$chain", client.escapeLiteral(chain())));
  await client.query(`ALTER TABLE "AuditEvent" ENABLE TRIGGER USER`);
  await client.end();
}

/** Events one after another, each in a row of its own. */
async function record(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1)
    await recordAuditAlone(context, {
      eventCode: "110100",
      action: "test.done",
      detail: { index, nested: ["a", "b"] },
    });
}

const anchorFile = () => path.join(env.AUDIT_ANCHOR_DIR, `${chain()}.jsonl`);
const anchorLines = () => fs.readFileSync(anchorFile(), "utf8").trim().split("\n");

beforeEach(async () => {
  const organizationId = randomUUID();
  const actor = {
    kind: "organization" as const,
    organizationId,
    organizationSlug: "noord",
    organizationName: "Noord",
  };
  context = { actor, requestId: randomUUID(), locale: "nl" };
  await record(5);
  await writeAnchors();
});

it("finds nothing in a chain that nobody touched", async () => {
  expect(await verifyChain(chain())).toMatchObject({ ok: true, rows: 5 });
});

it("finds an altered row", async () => {
  await tamper(`UPDATE "AuditEvent" SET "userName" = 'somebody else' WHERE chain = $chain AND sequence = 3`);
  expect(await verifyChain(chain())).toMatchObject({ ok: false, firstBad: { sequence: 3, kind: "ALTERED" } });
});

it("finds a missing row", async () => {
  await tamper(`DELETE FROM "AuditEvent" WHERE chain = $chain AND sequence = 2`);
  expect(await verifyChain(chain())).toMatchObject({ ok: false, firstBad: { sequence: 2, kind: "MISSING" } });
});

it("anchors a chain once for each time that it grew, after a line that a crash cut off too", async () => {
  await writeAnchors();
  expect(anchorLines().map((line) => JSON.parse(line).sequence)).toEqual(["5"]);
  fs.appendFileSync(anchorFile(), '{"chain":"');
  fs.appendFileSync(anchorFile(), "\n");
  await record(1);
  await writeAnchors();
  await writeAnchors();
  expect(lastAnchor(chain())?.sequence).toBe("6");
  expect(anchorLines()).toHaveLength(3);
  expect(await verifyChain(chain())).toMatchObject({ ok: true, rows: 6 });
});

it("holds rows against anchors that were written in another order, and finds a forged one among them", async () => {
  await record(2);
  await writeAnchors();
  const [first = "", second = ""] = anchorLines();
  fs.writeFileSync(anchorFile(), `${second}\n${first}\n`);
  expect(await verifyChain(chain())).toMatchObject({ ok: true, rows: 7 });
  fs.writeFileSync(anchorFile(), `${second}\n${first.replace(/"hash":"../, '"hash":"zz')}\n`);
  await record(1);
  expect(await verifyChain(chain())).toMatchObject({ ok: false, firstBad: { sequence: 5, kind: "ALTERED" } });
});

it("finds a cut-off end, and a chain that is gone", async () => {
  await tamper(`DELETE FROM "AuditEvent" WHERE chain = $chain AND sequence > 3`);
  expect(await verifyChain(chain())).toMatchObject({
    ok: false,
    firstBad: { sequence: 4, kind: "TRUNCATED" },
  });
  await tamper(`DELETE FROM "AuditEvent" WHERE chain = $chain`);
  expect(await verifyChain(chain())).toMatchObject({
    ok: false,
    firstBad: { sequence: 1, kind: "TRUNCATED" },
  });
});
