import { randomBytes } from "node:crypto";

/** The day and hour it was made, and 128 random bits: unique without asking the store, and in the order of time. */
export const KEY = /^(\d{8})-(\d{2})-[0-9a-f]{32}$/;

export function newKey(now = new Date()): string {
  return `${keyHour(now)}-${randomBytes(16).toString("hex")}`;
}

/** What the keys of this hour begin with. */
export function keyHour(time: Date): string {
  const stamp = time.toISOString();
  return `${stamp.slice(0, 10).replaceAll("-", "")}-${stamp.slice(11, 13)}`;
}
