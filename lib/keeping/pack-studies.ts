import { db, type Study } from "@/lib/db";
import { log } from "@/lib/log";
import { workThrough } from "@/lib/queue";
import { StorageError } from "@/lib/storage";
import { packStudy } from "./pack-study";

const HOUR = 3_600_000;
/** A study that got nothing for this long is taken as complete. */
const QUIET = HOUR;
const STUDIES_AT_ONCE = 50;
const RUN_MILLISECONDS = 15_000;

/**
 * The job that puts small objects together: C-STORE makes an object per instance where each answer has to be
 * durable, and many small objects are what makes a store dear and slow.
 * @throws what kept a study from being packed, when the others are
 */
export async function packStudies({ now = new Date() } = {}): Promise<number> {
  const began = performance.now();
  const isOver = () => performance.now() - began > RUN_MILLISECONDS;
  let fewer = 0;
  let isWorking = true;
  try {
    await workThrough<QuietStudy>(
      async (after) => {
        // The store took nothing of a whole page: it is away.
        if (isOver() || !isWorking) return [];
        isWorking = false;
        return nextQuiet(new Date(now.getTime() - QUIET), after);
      },
      async (study) => {
        if (isOver()) return;
        try {
          fewer += await packStudy(study);
          isWorking = true;
        } catch (error) {
          isWorking ||= !(error instanceof StorageError);
          throw error;
        }
      },
    );
  } finally {
    if (fewer > 0) log.info({ fewer }, "small objects were put together");
  }
  return fewer;
}

type QuietStudy = Pick<Study, "id" | "organizationId" | "studyInstanceUid" | "lastReceivedAt">;

function nextQuiet(since: Date, after: QuietStudy | undefined): Promise<QuietStudy[]> {
  return db.study.findMany({
    where: {
      packedAt: null,
      lastReceivedAt: { lt: since, ...(after && { gte: after.lastReceivedAt }) },
      ...(after && { NOT: { lastReceivedAt: after.lastReceivedAt, id: { lte: after.id } } }),
    },
    orderBy: [{ lastReceivedAt: "asc" }, { id: "asc" }],
    select: { id: true, organizationId: true, studyInstanceUid: true, lastReceivedAt: true },
    take: STUDIES_AT_ONCE,
  });
}
