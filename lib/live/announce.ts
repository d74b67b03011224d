import type { Transaction } from "@/lib/db";
import { encodeEvent, type LiveEvent } from "./topic";

export const CHANNEL = "beeldbrug_live";

/**
 * Tells every open page that follows one of these topics that something changed, when the caller's transaction
 * commits; never when it doesn't. The page asks again for what it shows: an event is a hint, not data.
 */
export async function announce(transaction: Transaction, ...events: LiveEvent[]): Promise<void> {
  if (events.length === 0) return;
  const texts = [...new Set(events.map(encodeEvent))];
  await transaction.$executeRaw`SELECT pg_notify(${CHANNEL}, text) FROM unnest(${texts}::text[]) AS text`;
}
