import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { newUid } from "@/lib/dicom";
import {
  type CommitmentRequest,
  type DimseServer,
  reportCommitment,
  requestCommitment,
  startDimse,
} from "@/lib/dimse";
import { addPeer } from "@/lib/peers";
import { ingest, makeInstance, makeOrganization } from "../../support/ingest";

const CT = "1.2.840.10008.5.1.4.1.1.2";
const STORED = "2.25.3001";
const context = systemContext("test");
const recorded = vi.hoisted(() => [] as unknown[]);
vi.mock("@/lib/forwarding", () => ({
  recordCommitment: async (organizationId: string, result: unknown) => {
    recorded.push({ organizationId, result });
    return true;
  },
}));

/** Our own SCU is called as its own peer: what one side asks the other answers. */
let server: DimseServer;
let noord: string;
const here = () => ({ host: "127.0.0.1", port: server.port, aeTitle: "BEELDBRUG" });

beforeAll(async () => {
  server = await startDimse();
  noord = await makeOrganization("noord");
  await addPeer(context, {
    organizationId: noord,
    aeTitle: "BEELDBRUG",
    host: "127.0.0.1",
    port: server.port,
  });
  await ingest(noord, makeInstance({ SOPInstanceUID: STORED }));
  await ingest(await makeOrganization("zuid"), makeInstance({ SOPInstanceUID: "2.25.3002" }));
});
afterAll(() => server.stop());
beforeEach(() => void recorded.splice(0));

const request = (...instances: [string, string][]): CommitmentRequest => ({
  transactionUid: newUid(),
  instances: instances.map(([sopClassUid, sopInstanceUid]) => ({ sopClassUid, sopInstanceUid })),
});

describe("on the association it was asked on", () => {
  it("commits to what is stored", async () => {
    const asked = request([CT, STORED]);
    expect(await requestCommitment(here(), asked)).toEqual({
      ...{ transactionUid: asked.transactionUid, committed: [STORED], failed: [] },
    });
    // It is forgotten once this side has confirmed the report, which may be after we have read it.
    await expect.poll(() => db.commitmentRequest.count()).toBe(0);
    expect(await db.auditEvent.findFirst({ where: { action: "commitment.reported" } })).toMatchObject({
      outcome: "SUCCESS",
      detail: { aeTitle: "BEELDBRUG", instances: 1, failures: 0 },
    });
  });

  it("says what isn't stored, is of another class, is damaged, or is another organisation's", async () => {
    const damaged = newUid();
    await ingest(noord, makeInstance({ SOPInstanceUID: damaged }));
    const { id, objectKey } = await db.instance.findFirstOrThrow({ where: { sopInstanceUid: damaged } });
    await db.damagedBytes.create({
      data: { rowId: id, kind: "INSTANCE", organizationId: noord, objectKey, reason: "hash" },
    });
    const asked = request([CT, STORED], ["1.2.3", STORED], [CT, "2.25.1"], [CT, "2.25.3002"], [CT, damaged]);
    expect(await requestCommitment(here(), asked)).toMatchObject({
      committed: [STORED],
      failed: [
        { sopInstanceUid: STORED, reason: 0x0119 },
        { sopInstanceUid: "2.25.1", reason: 0x0112 },
        { sopInstanceUid: "2.25.3002", reason: 0x0112 },
        { sopInstanceUid: damaged, reason: 0x0110 },
      ],
    });
  });

  it("takes more references than are looked up at once", async () => {
    const asked = request(
      ...Array.from({ length: 1200 }, (_, index): [string, string] => [CT, `2.25.9.${index}`]),
    );
    const result = await requestCommitment(here(), asked);
    expect(result?.failed).toHaveLength(1200);
  });

  it("refuses a request without references", async () => {
    await expect(requestCommitment(here(), request())).rejects.toMatchObject({ code: "NOT_SUPPORTED" });
  });
});

describe("on a new association", () => {
  it("tells a peer that is gone, once, and survives a restart as a job", async () => {
    const peer = await db.peer.findUniqueOrThrow({ where: { aeTitle: "BEELDBRUG" } });
    const { id, transactionUid } = await db.commitmentRequest.create({
      data: {
        organizationId: noord,
        peerId: peer.id,
        transactionUid: newUid(),
        references: [{ sopClassUid: CT, sopInstanceUid: STORED }],
      },
    });
    await reportCommitment(id);
    await reportCommitment(id);
    expect(recorded).toEqual([
      { organizationId: noord, result: { transactionUid, committed: [STORED], failed: [] } },
    ]);
  });

  it("puts the job in the queue with the request", async () => {
    const [{ waiting }] = await db.$queryRaw<[{ waiting: number }]>`
      SELECT count(*)::int AS waiting FROM pgboss.job WHERE name = 'commitment-report'`;
    expect(waiting).toBeGreaterThan(0);
  });
});
