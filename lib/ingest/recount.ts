import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { lockStudy, recomputeStudy } from "@/lib/studies";
import { tellWaitingShares } from "./tell-waiting-shares";

/** Counts follow the last instance by this much, and while more come by this much again. */
const DELAY_MILLISECONDS = 300;
/** A large study takes longer to count: at most this share of the time goes into it. */
const PAUSE_FACTOR = 20;
/** Marks this old are another process's, which was killed before it counted. */
const FORGOTTEN_MILLISECONDS = 5_000;

const timers = new Map<string, NodeJS.Timeout>();

/** Counts a study that is marked for it, in a moment: instances that arrive meanwhile are counted with it. */
export function recountSoon(studyId: string, delay = DELAY_MILLISECONDS): void {
  if (timers.has(studyId)) return;
  const timer = setTimeout(() => void recountAgain(studyId), delay);
  timers.set(studyId, timer.unref());
}

/** Counts it at once, if it is marked. */
export async function recountNow(studyId: string): Promise<void> {
  clearTimeout(timers.get(studyId));
  timers.delete(studyId);
  await recountAgain(studyId);
}

async function recountAgain(studyId: string): Promise<void> {
  const begun = Date.now();
  try {
    await recountStudy(studyId);
  } catch (error) {
    // The mark is still there: recountForgotten comes by.
    log.warn({ err: error }, "a study could not be counted");
  }
  timers.delete(studyId);
  const pause = (Date.now() - begun) * PAUSE_FACTOR - DELAY_MILLISECONDS;
  if (pause > 0) timers.set(studyId, setTimeout(() => endPause(studyId), pause).unref());
}

async function endPause(studyId: string): Promise<void> {
  timers.delete(studyId);
  const mark = await db.studyRecount.findUnique({ where: { studyId } }).catch(() => null);
  if (mark) recountSoon(studyId, 0);
}

/** Counts everything that is marked and waits too long, whoever marked it. For a timer in the worker. */
export async function recountForgotten(): Promise<void> {
  if (isRecounting) return;
  isRecounting = true;
  try {
    await recountMarked();
  } finally {
    isRecounting = false;
  }
}

let isRecounting = false;

async function recountMarked(): Promise<void> {
  const before = new Date(Date.now() - FORGOTTEN_MILLISECONDS);
  const marks = await db.studyRecount.findMany({
    where: { markedAt: { lt: before } },
    orderBy: { markedAt: "asc" },
    take: 100,
  });
  for (const { studyId } of marks)
    await recountStudy(studyId).catch((error: unknown) =>
      // Others are counted all the same.
      log.error({ err: error, studyId }, "a study could not be counted"),
    );
}

/** The lock makes this wait for rows on their way in, so none is left out whose mark goes. */
async function recountStudy(studyId: string): Promise<void> {
  await db.$transaction(async (transaction) => {
    const study = await transaction.study.findUnique({
      where: { id: studyId },
      select: { organizationId: true, studyInstanceUid: true },
    });
    if (!study) return;
    await lockStudy(transaction, study.organizationId, study.studyInstanceUid);
    const { count } = await transaction.studyRecount.deleteMany({ where: { studyId } });
    if (count === 0) return;
    await transaction.study.update({
      where: { id: studyId },
      data: { lastReceivedAt: new Date(), packedAt: null },
    });
    await recomputeStudy(transaction, studyId);
    await tellWaitingShares(transaction, study.organizationId, [studyId]);
  });
}
