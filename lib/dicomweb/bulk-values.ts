import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import type { StoredInstance } from "@/lib/rendering";

/** A value that stands in the stored object and not in the metadata; bytes from the instance's beginning. */
export interface BulkPlace {
  offset: number;
  length: number;
}

/**
 * Where a bulk value is, by its path ("00420011", "54000100.1.54001010"): only what the metadata itself refers
 * to, so that no other bytes can be asked for. @throws ProblemError 404
 */
export async function findBulkValue(instance: StoredInstance, path: string): Promise<BulkPlace> {
  if (!/^[0-9A-F]{8}(\.\d{1,6}\.[0-9A-F]{8})*$/.test(path)) throw notFound();
  const { metadata } = await metadataText(instance);
  const pattern = new RegExp(
    `"BulkDataURI":"bulkdata/${path.replaceAll(".", "\\.")}\\?offset=(\\d+)&length=(\\d+)"`,
  );
  const match = pattern.exec(metadata);
  if (!match) throw notFound();
  return { offset: Number(match[1]), length: Number(match[2]) };
}

export async function metadataText({ id }: StoredInstance): Promise<{ metadata: string }> {
  const row = await db.instance.findUnique({ where: { id }, select: { metadata: true } });
  if (!row) throw notFound();
  return row;
}
