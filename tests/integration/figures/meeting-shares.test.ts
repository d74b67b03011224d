import { expect, it } from "vitest";
import { getFigures } from "@/lib/figures";
import { submitCase } from "@/lib/meetings";
import { makeMeetingWorld } from "../meetings/world";

const day = (daysFromNow: number) =>
  new Date(Date.now() + daysFromNow * 86_400_000).toISOString().slice(0, 10);

it("the figures count nothing as sent that only lies before a meeting", async () => {
  const world = await makeMeetingWorld();
  await submitCase(world.clinician.context, world.meetingId, {
    studies: [{ studyInstanceUid: world.study.studyInstanceUid }],
  });
  const figures = await getFigures(world.desk.context, { from: day(-7), to: day(1) });
  expect(figures).toMatchObject({ weeks: [], partners: [] });
});
