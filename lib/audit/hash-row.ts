import { createHash } from "node:crypto";
import { Prisma } from "@/lib/db";

const COLUMNS = Object.keys(Prisma.AuditEventScalarFieldEnum)
  .filter((name) => name !== "hash")
  .sort();

/** SHA-256 over every column but `hash`, in one canonical text; `previousHash` ties it to the row before. */
export function hashAuditRow(row: Record<string, unknown>): Uint8Array<ArrayBuffer> {
  const canonical = JSON.stringify(COLUMNS.map((name) => [name, canonicalValue(row[name])]));
  return new Uint8Array(createHash("sha256").update(canonical).digest());
}

function canonicalValue(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (typeof value === "bigint") return value.toString();
  if (Array.isArray(value)) return value.map(canonicalValue);
  if (value !== null && typeof value === "object")
    return Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, canonicalValue(inner)]);
  return value ?? null;
}
