import { db } from "@/lib/db";
import { createSeries, listMeetings, type SaveSeriesInput, setParticipant } from "@/lib/meetings";
import { makeAddress, makeMailbox, makeOrganization, makeStudy, makeUser } from "../shares/world";

export const SERIES: SaveSeriesInput = {
  title: "MDO longoncologie",
  department: "Longziekten",
  region: "Zuid",
  frequency: "WEEKLY",
  firstDate: dateFromNow(5),
  startTime: "16:00",
  durationMinutes: 60,
  deadlineHours: 24,
  chaseHours: 24,
  accessDays: 0,
  minutesPerCase: 5,
};

/** A date so many days from now, as the clock on the wall has it. */
export function dateFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

export type World = Awaited<ReturnType<typeof makeMeetingWorld>>;

/**
 * Three organisations: zuid holds the meeting (a coordinator, a chair), noord refers (a clinician, a desk with its
 * mailbox), oost takes part (a member); and somebody of each who has nothing to do with it.
 */
export async function makeMeetingWorld(settings: Partial<SaveSeriesInput> = {}) {
  const noord = await makeOrganization("Ziekenhuis Noord");
  const zuid = await makeOrganization("Ziekenhuis Zuid");
  const oost = await makeOrganization("Ziekenhuis Oost");
  const coordinator = await makeUser(zuid, ["MDO_COORDINATOR"]);
  const chair = await makeUser(zuid);
  const clinician = await makeUser(noord, ["CARE_PROVIDER"], "en");
  const desk = await makeUser(noord, ["DESK"]);
  const member = await makeUser(oost);
  const strangers = [await makeUser(noord), await makeUser(zuid), await makeUser(oost)];
  const addresses = {
    coordinator: await makeAddress(zuid, [coordinator]),
    chair: await makeAddress(zuid, [chair]),
    clinician: await makeAddress(noord, [clinician]),
    desk: await makeMailbox(noord, [desk]),
    member: await makeAddress(oost, [member]),
  };
  const series = await createSeries(coordinator.context, { ...SERIES, ...settings });
  const invite = (addressId: string, role: "CHAIR" | "MEMBER") =>
    setParticipant(coordinator.context, series.id, { addressId, role });
  await invite(addresses.chair.id, "CHAIR");
  await invite(addresses.clinician.id, "MEMBER");
  await invite(addresses.desk.id, "MEMBER");
  await invite(addresses.member.id, "MEMBER");
  const [meeting] = (await listMeetings(coordinator.context)).items;
  if (!meeting) throw new Error("no meeting was planned");
  return {
    noord,
    zuid,
    oost,
    coordinator,
    chair,
    clinician,
    desk,
    member,
    strangers,
    addresses,
    seriesId: series.id,
    meetingId: meeting.id,
    meeting,
    study: await makeStudy(noord),
  };
}

export const mailsTo = (address: string) => db.caughtMail.findMany({ where: { to: address } });

/** What a call answers, or with what it was refused. */
export async function outcomeOf(call: () => Promise<unknown>): Promise<string> {
  try {
    await call();
    return "ok";
  } catch (error) {
    const { status, code } = error as { status?: number; code?: string };
    if (status === undefined) throw error;
    return `${status} ${code}`;
  }
}
