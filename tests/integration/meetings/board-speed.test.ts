import { expect, it } from "vitest";
import { db } from "@/lib/db";
import { getBoard, listMeetings } from "@/lib/meetings";
import { makeStudy } from "../shares/world";
import { makeMeetingWorld } from "./world";

const CASES = 60;
const STUDIES = 200;

it("opens a board of 60 cases with 200 studies in under 300 ms", { timeout: 240_000 }, async () => {
  const world = await makeMeetingWorld();
  const studies: string[] = [];
  const { patientId } = world.study;
  for (let index = 0; index < STUDIES; index += 1)
    studies.push((await makeStudy(world.noord, { patientId, series: 1, instances: 1 })).id);
  for (let index = 0; index < CASES; index += 1) {
    const own = studies.filter((_, at) => at % CASES === index);
    await db.meetingCase.create({
      data: {
        meetingId: world.meetingId,
        position: index + 1,
        organizationId: world.noord.id,
        submittedById: world.clinician.user.id,
        referrerId: world.addresses.clinician.id,
        patientName: `Patiënt^Nummer ${index}`,
        patientIdentifier: `N-${index}`,
        question: "Wat te doen? ".repeat(20),
        estimatedMinutes: 5,
        items: {
          create: (["IMAGES", "REPORT", "PATHOLOGY", "QUESTION"] as const).map((kind) => ({
            kind,
            light: "GREEN",
          })),
        },
        opinions: {
          create: [world.chair, world.member].map(({ user }) => ({ userId: user.id, text: "Een oordeel." })),
        },
        shares: {
          create: {
            organizationId: world.noord.id,
            senderId: world.clinician.user.id,
            state: "SENT",
            isComplete: true,
            purpose: "MDO",
            priority: "ROUTINE",
            expiresAt: new Date(Date.now() + 86_400_000),
            studies: { create: own.map((studyId) => ({ studyId, seriesInstanceUids: [] })) },
          },
        },
      },
    });
  }
  const { context } = world.coordinator;
  const timesOf = async (work: () => Promise<unknown>) => {
    const times: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      const begin = performance.now();
      await work();
      times.push(performance.now() - begin);
    }
    return times.sort((a, b) => a - b);
  };
  const board = await getBoard(context, world.meetingId);
  expect(board.cases).toHaveLength(CASES);
  expect(board.cases.flatMap(({ shares }) => shares.flatMap((share) => share.studies))).toHaveLength(STUDIES);
  const times = await timesOf(() => getBoard(context, world.meetingId));
  const list = await timesOf(() => listMeetings(context));
  // The median: other work on the machine hits single rounds.
  expect(times[3]).toBeLessThan(300);
  expect(list[3]).toBeLessThan(300);
});
