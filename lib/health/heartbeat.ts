import { db, type Prisma } from "@/lib/db";

const DEAD_AFTER_MILLISECONDS = 20_000;

export async function beat(name: string, detail: Prisma.InputJsonObject): Promise<void> {
  const values = { beatAt: new Date(), detail };
  await db.heartbeat.upsert({ where: { name }, create: { name, ...values }, update: values });
}

/** The last sign of life of a process, unless it is too old. */
export async function readHeartbeat(name: string): Promise<Prisma.JsonValue | undefined> {
  const row = await db.heartbeat.findUnique({ where: { name } });
  if (!row || Date.now() - row.beatAt.getTime() > DEAD_AFTER_MILLISECONDS) return undefined;
  return row.detail;
}
