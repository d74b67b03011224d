import { expect, it } from "vitest";
import { recordAuditAlone } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { db } from "@/lib/db";

it("chains events and refuses to change or delete them", async () => {
  for (const action of ["test.first", "test.second"])
    await recordAuditAlone(systemContext("test"), { eventCode: "110100", action });
  const rows = await db.auditEvent.findMany({ orderBy: { sequence: "asc" } });
  expect(rows.map((row) => row.sequence)).toEqual([1n, 2n]);
  expect(rows[1]?.previousHash).toEqual(rows[0]?.hash);
  await expect(db.auditEvent.updateMany({ data: { action: "changed" } })).rejects.toThrow();
  await expect(db.auditEvent.deleteMany()).rejects.toThrow();
  await expect(db.$executeRaw`TRUNCATE "AuditEvent"`).rejects.toThrow();
});
