import { randomUUID } from "node:crypto";
import { db } from "@/lib/db";

/** This process, whichever of several workers it is. */
const holder = randomUUID();
const LEASE_SECONDS = 120;

/** Makes or keeps a folder this process's. Answers false while it is another one's. */
export async function holdLease(folder: string): Promise<boolean> {
  const rows = await db.$queryRaw<{ holder: string }[]>`
    INSERT INTO "DropLease" (folder, holder, until)
    VALUES (${folder}, ${holder}, now() + ${LEASE_SECONDS} * interval '1 second')
    ON CONFLICT (folder) DO UPDATE SET holder = EXCLUDED.holder, until = EXCLUDED.until
    WHERE "DropLease".holder = EXCLUDED.holder OR "DropLease".until < now()
    RETURNING holder`;
  return rows.length > 0;
}

/** Leaves every folder to others. */
export async function releaseLeases(): Promise<void> {
  await db.dropLease.deleteMany({ where: { holder } });
}
