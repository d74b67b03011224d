import { expect, it } from "vitest";
import { db } from "@/lib/db";
import { recordCommitment } from "@/lib/forwarding";
import { makeOrganization } from "../../support/ingest";

const COMMITTED = 70_000;
const FAILED = 14_000;

it("takes a peer's word on more instances than a statement has room for values", async () => {
  const organizationId = await makeOrganization();
  const transactionUid = "1.2.3.4";
  const { id } = await db.transfer.create({
    data: {
      organizationId,
      kind: "SEND",
      state: "COMMITTING",
      studyInstanceUid: "1.2.3",
      commitmentUid: transactionUid,
    },
  });
  await db.$executeRaw`
    INSERT INTO "TransferInstance" ("transferId", "sopInstanceUid", state, attempts, "sourceSha256")
    SELECT ${id}::uuid, '1.2.3.' || number, 'SENT', CASE WHEN number % 2 = 0 THEN 1 ELSE 3 END, ''
    FROM generate_series(1, ${COMMITTED + FAILED + 1}::int) number`;
  const uids = Array.from({ length: COMMITTED + FAILED }, (_, at) => `1.2.3.${at + 1}`);
  await recordCommitment(organizationId, {
    transactionUid,
    committed: uids.slice(0, COMMITTED),
    failed: uids.slice(COMMITTED).map((sopInstanceUid) => ({ sopInstanceUid, reason: 0x0112 })),
  });
  const counts = await db.transferInstance.groupBy({
    by: ["state"],
    where: { transferId: id },
    _count: true,
  });
  expect(Object.fromEntries(counts.map(({ state, _count }) => [state, _count]))).toEqual({
    COMMITTED,
    PENDING: FAILED / 2,
    FAILED: FAILED / 2,
    SENT: 1,
  });
});
