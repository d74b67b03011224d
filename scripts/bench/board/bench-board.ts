import { randomUUID } from "node:crypto";
import { db } from "@/lib/db";
import { liveHub, type Topic } from "@/lib/live";
import { getBoard, listMeetings, setItem } from "@/lib/meetings";
import { makeUserOf } from "../large-organization";
import { milliseconds, type Timing, time } from "../timing";
import { fillMeeting, makeMeeting } from "./large-meeting";

const ROUNDS = 40;
const SIZES = [
  { cases: 6, studies: 20 },
  { cases: 60, studies: 200 },
] as const;
const LIMITS = { board: 300, meetings: 300, otherBoards: 2_000 };

/**
 * The board of a meeting of 60 cases with 200 studies, the list of meetings, and how long after somebody's change the
 * other boards hear of it. @returns whether p95 stays below the limits
 */
export async function benchBoard(): Promise<boolean> {
  const context = await makeUserOf("MDO_COORDINATOR");
  const meetingId = await makeMeeting(context);
  const fresh = () => ({ ...context, requestId: randomUUID() });
  const small = new Map<string, Timing>();
  let isWithin = true;
  for (const [index, { cases, studies }] of SIZES.entries()) {
    await fillMeeting(context, meetingId, cases, studies);
    await db.$executeRaw`ANALYZE`;
    const timings = {
      board: await time(ROUNDS, () => getBoard(fresh(), meetingId)),
      meetings: await time(ROUNDS, () => listMeetings(fresh())),
      otherBoards: await timeNews(meetingId, fresh),
    };
    for (const [name, timing] of Object.entries(timings)) {
      const before = small.get(name);
      if (index === 0) small.set(name, timing);
      else if (before) isWithin = report(name as keyof typeof LIMITS, timing, before) && isWithin;
    }
  }
  await liveHub.stop();
  return isWithin;
}

/** From the call that changes a light to the announcement in a process that follows the meeting. */
async function timeNews(meetingId: string, fresh: () => Parameters<typeof setItem>[0]): Promise<Timing> {
  await liveHub.ready();
  const { id } = await db.meetingCase.findFirstOrThrow({ where: { meetingId } });
  const topic: Topic = `meeting:${meetingId}`;
  return time(ROUNDS, async (round) => {
    const heard = Promise.withResolvers<void>();
    const listener = {
      onEvent: () => heard.resolve(),
      onGap: () => heard.reject(new Error("connection lost")),
    };
    liveHub.add(topic, listener);
    await setItem(fresh(), id, "PATHOLOGY", { isNotNeeded: round % 2 === 0 });
    await heard.promise;
    liveHub.remove(topic, listener);
  });
}

function report(name: keyof typeof LIMITS, timing: Timing, before: Timing): boolean {
  const isWithin = timing.p95 < LIMITS[name];
  const growth = (timing.p50 / before.p50).toFixed(1);
  console.log(
    `${isWithin ? "  " : "! "}${name.padEnd(14)} p50 ${milliseconds(timing.p50).padStart(9)}  p95 ${milliseconds(timing.p95).padStart(9)}  limit ${LIMITS[name]} ms  ${growth}x of a tenth`,
  );
  return isWithin;
}
