import type { Context } from "@/lib/context";
import { IngestBatch } from "./ingest-batch";
import type { IngestTarget } from "./ingest-target";

/**
 * Begins a batch that ends in `commit` or `abort`. The caller has made sure that the actor may store in this
 * organisation: every door has its own rule for that.
 */
export function openIngest(context: Context, target: IngestTarget): IngestBatch {
  return new IngestBatch(context, target);
}
