import { db } from "@/lib/db";
import type { ShareRow } from "./share-view";

/**
 * A series' own count follows its instances by seconds while they come in: those of shares that wait are counted here.
 * Not by Prisma's count of a relation, which counts the whole table first.
 */
export async function countArriving(shares: ShareRow[]): Promise<void> {
  const series = shares
    .filter(({ isComplete }) => !isComplete)
    .flatMap(({ studies }) => studies.flatMap(({ study }) => study.series));
  if (series.length === 0) return;
  const counts = await db.instance.groupBy({
    by: ["seriesId"],
    where: { seriesId: { in: series.map(({ id }) => id) } },
    _count: true,
  });
  const countOf = new Map(counts.map(({ seriesId, _count }) => [seriesId, _count]));
  for (const each of series) each.instanceCount = countOf.get(each.id) ?? 0;
}
