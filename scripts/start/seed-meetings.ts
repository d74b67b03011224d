import {
  addCaseStudies,
  createSeries,
  listMeetings,
  saveOpinion,
  setParticipant,
  submitCase,
} from "@/lib/meetings";
import { demoCases, demoMeeting } from "@/prisma/seed";
import { addressOf, contextOf, studiesOf } from "./demo-people";

const DAY_MS = 86_400_000;

/** A series with a coming meeting of a few cases of three organisations, made by the verbs that people use. */
export async function seedMeetings(): Promise<void> {
  const coordinator = await contextOf(demoMeeting.coordinator);
  const { title, department, region, location, startTime } = demoMeeting;
  const series = await createSeries(coordinator, {
    title,
    department,
    region,
    location,
    startTime,
    frequency: "WEEKLY",
    firstDate: nextThursday(),
    deadlineHours: 24,
    chaseHours: 24,
    accessDays: 2,
    durationMinutes: 45,
  });
  const invite = async (email: string, role: "CHAIR" | "MEMBER") =>
    setParticipant(coordinator, series.id, { addressId: await addressOf(email), role });
  await invite(demoMeeting.chair, "CHAIR");
  for (const email of demoMeeting.members) await invite(email, "MEMBER");
  const [meeting] = (await listMeetings(coordinator)).items;
  if (!meeting) throw new Error("the demo's series planned no meeting");
  const { participants } = await setParticipant(coordinator, series.id, {
    addressId: await addressOf(demoMeeting.chair),
    role: "CHAIR",
  });
  const participantOf = async (email: string) => {
    const addressId = await addressOf(email);
    return participants.find((each) => each.addressId === addressId)?.participantId ?? null;
  };
  for (const { by, accessions, also, opinion, presenter, minutes, ...words } of demoCases) {
    const { id } = await submitCase(await contextOf(by), meeting.id, {
      ...words,
      studies: await studiesOf(by, accessions),
      presenterId: presenter ? await participantOf(presenter) : null,
      estimatedMinutes: minutes,
    });
    if (also)
      await addCaseStudies(await contextOf(also.by), id, {
        studies: await studiesOf(also.by, also.accessions),
      });
    if (opinion) await saveOpinion(await contextOf(opinion.by), id, { text: opinion.text, version: 0 });
  }
}

/** The first Thursday that leaves two days to prepare. */
function nextThursday(): string {
  const from = Date.now() + 2 * DAY_MS;
  const weekday = new Date(from).getUTCDay();
  return new Date(from + ((4 - weekday + 7) % 7) * DAY_MS).toISOString().slice(0, 10);
}
