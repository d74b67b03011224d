import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { ObjectMissingError, storage } from "@/lib/storage";
import { checkBytes, type Damage } from "./check-bytes";
import { isUnchanged, rowsOfObject, type StoredRow } from "./stored-rows";

export interface BadBytes {
  kind: StoredRow["kind"];
  id: string;
  organizationId: string;
  studyInstanceUid: string;
  sopInstanceUid: string | null;
  objectKey: string;
  reason: Damage;
}

export interface ObjectReport {
  checked: number;
  bytes: number;
  bad: BadBytes[];
}

/**
 * Reads all that rows say an object holds, and records it: when it was found whole, or as damaged.
 * @throws StorageError when storage is away, which says nothing about the bytes
 */
export async function verifyObject(objectKey: string): Promise<ObjectReport> {
  const rows = await rowsOfObject(objectKey);
  const whole: StoredRow[] = [];
  const bad: BadBytes[] = [];
  let bytes = 0;
  const object = await storage.open(objectKey).catch(orMissing);
  try {
    for (const row of rows) {
      const damage = object === "MISSING" ? object : await checkBytes(object, row).catch(orMissing);
      bytes += row.length;
      if (!damage) whole.push(row);
      else if (await isUnchanged(row)) bad.push(badBytes(row, damage));
    }
  } finally {
    if (object !== "MISSING") await object.close();
  }
  await record(objectKey, whole, bad);
  return { checked: whole.length + bad.length, bytes, bad };
}

function orMissing(error: unknown): "MISSING" {
  if (error instanceof ObjectMissingError) return "MISSING";
  throw error;
}

function badBytes(row: StoredRow, reason: Damage): BadBytes {
  const { kind, id, organizationId, studyInstanceUid, sopInstanceUid, objectKey } = row;
  return { kind, id, organizationId, studyInstanceUid, sopInstanceUid, objectKey, reason };
}

async function record(objectKey: string, whole: StoredRow[], bad: BadBytes[]): Promise<void> {
  const now = new Date();
  const instances = whole.filter(({ kind }) => kind === "INSTANCE").map(({ id }) => id);
  await db.instance.updateMany({ where: { id: { in: instances }, objectKey }, data: { verifiedAt: now } });
  await db.damagedBytes.deleteMany({
    where: { OR: [{ objectKey }, { rowId: { in: whole.map(({ id }) => id) } }], rowId: { notIn: ids(bad) } },
  });
  for (const { id: rowId, kind, organizationId, reason } of bad) {
    log.error({ kind, rowId, objectKey, reason }, "stored bytes are damaged");
    const found = { kind, organizationId, objectKey, reason };
    await db.damagedBytes.upsert({
      where: { rowId },
      create: { rowId, ...found },
      update: { ...found, seenAt: now },
    });
  }
}

const ids = (bad: BadBytes[]) => bad.map(({ id }) => id);
