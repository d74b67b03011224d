import { randomUUID } from "node:crypto";

/** A UUID of version 7 (RFC 9562 5.7): ordered by time, with the random bits of one of version 4, which Node.js keeps ready. */
export function uuidv7(now = Date.now()): string {
  const time = now.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
