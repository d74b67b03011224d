import type { Context } from "@/lib/context";
import { IngestBatch } from "./ingest-batch";
import type { IngestTarget } from "./ingest-target";
import { IngestSession } from "./session/ingest-session";

/**
 * Begins a batch that ends in `commit` or `abort`. The caller has made sure that the actor may store in this
 * organisation: every door has its own rule for that.
 */
export function openIngest(context: Context, target: IngestTarget): IngestBatch {
  return new IngestBatch(context, target);
}

/** Begins a session for instances that are durable one by one; it ends in `end`. The caller has made sure as above. */
export function openSession(
  context: Context,
  target: Pick<IngestTarget, "organizationId" | "origin">,
): IngestSession {
  return new IngestSession(context, target);
}
