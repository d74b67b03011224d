import { db } from "@/lib/db";
import { nextObjectKeys } from "./stored-rows";
import { type BadBytes, verifyObject } from "./verify-object";

const KEYS_AT_ONCE = 100;
const OBJECTS_AT_ONCE = 4;

export interface VerifyReport {
  /** Instances, documents and what was set aside. */
  checked: number;
  bytes: number;
  bad: BadBytes[];
}

/** Reads everything that rows name again, as fast as storage gives it. @throws StorageError when it is away */
export async function verifyStore(): Promise<VerifyReport> {
  const startedAt = new Date();
  const report: VerifyReport = { checked: 0, bytes: 0, bad: [] };
  let after = "";
  while (true) {
    const keys = await nextObjectKeys(after, KEYS_AT_ONCE);
    if (keys.length === 0) break;
    after = keys.at(-1) as string;
    const verifyNext = async (): Promise<void> => {
      for (let key = keys.shift(); key !== undefined; key = keys.shift()) {
        const { checked, bytes, bad } = await verifyObject(key);
        report.checked += checked;
        report.bytes += bytes;
        report.bad.push(...bad);
      }
    };
    await Promise.all(Array.from({ length: OBJECTS_AT_ONCE }, verifyNext));
  }
  await forgetOldDamage(startedAt);
  return report;
}

/** What a whole round didn't see any more was deleted, or is elsewhere now. */
export async function forgetOldDamage(roundStartedAt: Date): Promise<void> {
  await db.damagedBytes.deleteMany({ where: { seenAt: { lt: roundStartedAt } } });
}
