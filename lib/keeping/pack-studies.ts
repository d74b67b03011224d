import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { packStudy } from "./pack-study";

const HOUR = 3_600_000;
/** A study that got nothing for this long is taken as complete. */
const QUIET = HOUR;
const STUDIES_AT_ONCE = 50;
const RUN_MILLISECONDS = 15_000;

/**
 * The job that puts small objects together: C-STORE makes an object per instance where each answer has to be
 * durable, and many small objects are what makes a store dear and slow.
 */
export async function packStudies({ now = new Date() } = {}): Promise<number> {
  const began = performance.now();
  const quiet = await db.study.findMany({
    where: { packedAt: null, lastReceivedAt: { lt: new Date(now.getTime() - QUIET) } },
    orderBy: { lastReceivedAt: "asc" },
    select: { id: true, organizationId: true, studyInstanceUid: true },
    take: STUDIES_AT_ONCE,
  });
  let fewer = 0;
  for (const study of quiet) {
    if (performance.now() - began > RUN_MILLISECONDS) break;
    fewer += await packStudy(study);
  }
  if (fewer > 0) log.info({ fewer }, "small objects were put together");
  return fewer;
}
