import { log } from "@/lib/log";
import type { IngestTarget } from "../ingest-target";
import { type PendingInstance, setOutcome } from "../pending-instance";
import { recountSoon } from "../recount";
import { insertInstances } from "./insert-instances";
import { rowToStore } from "./instance-row";
import { forgetSeries, seriesToAddTo } from "./known-series";

/**
 * The short way of a batch whose series are known, whose studies stand in the log and which nothing else joins: one
 * statement, counts follow. Its transaction is committed when the bytes are durable.
 * @returns those that have to go the long way: all of them when one has to, and what turned out not to be so simple
 */
export async function storeKnown(
  target: IngestTarget,
  pending: PendingInstance[],
  makeDurable: () => Promise<void>,
): Promise<PendingInstance[]> {
  const rows = canBeShort(target, pending);
  if (rows === undefined) return pending;
  const durable = makeDurable();
  let stored: Set<string>;
  try {
    stored = await insertInstances(rows, durable);
  } catch (error) {
    await durable;
    log.debug({ err: error }, "rows could not be added to a known series");
    stored = new Set();
  }
  for (const studyId of new Set(rows.map(({ row }) => row.studyId))) recountSoon(studyId);
  return pending.filter((each) => {
    const { identity } = each.read;
    if (!stored.has(identity.sopInstanceUid)) {
      // It may be here already; or the study is gone, or somebody else's.
      forgetSeries(target.organizationId, identity);
      return true;
    }
    setOutcome(each, "STORED");
    return false;
  });
}

function canBeShort(
  { organizationId, auditedStudies, inTransaction }: IngestTarget,
  pending: PendingInstance[],
) {
  if (inTransaction || pending.length === 0) return undefined;
  const uids = new Set(pending.map(({ read }) => read.identity.sopInstanceUid));
  if (uids.size < pending.length) return undefined;
  const rows = [];
  for (const each of pending) {
    const series = seriesToAddTo(organizationId, each.read);
    if (!series || !auditedStudies?.has(each.read.identity.studyInstanceUid)) return undefined;
    rows.push(rowToStore(series, each));
  }
  return rows;
}
