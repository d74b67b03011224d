import { randomUUID } from "node:crypto";
import type { UserContext } from "@/lib/context";
import { db } from "@/lib/db";
import { createSeries, listMeetings } from "@/lib/meetings";

/** A meeting of the coordinator's, in the coming week. */
export async function makeMeeting(context: UserContext): Promise<string> {
  await addressOf(context);
  const soon = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  await createSeries(context, {
    title: "MDO groot",
    department: "Longziekten",
    region: "Noord",
    frequency: "WEEKLY",
    firstDate: soon,
    startTime: "16:00",
    durationMinutes: 300,
    deadlineHours: 24,
    chaseHours: 24,
    accessDays: 0,
    minutesPerCase: 5,
  });
  const [meeting] = (await listMeetings(context)).items;
  if (!meeting) throw new Error("no meeting was planned");
  return meeting.id;
}

/** Adds cases until there are `count`, with so many studies in all, an opinion and four lights each. */
export async function fillMeeting(
  context: UserContext,
  meetingId: string,
  count: number,
  studies: number,
): Promise<void> {
  const { organizationId, userId } = context.actor;
  const from = await db.meetingCase.count({ where: { meetingId } });
  const had = await db.study.count({ where: { organizationId } });
  const referrerId = await addressOf(context);
  for (let position = from + 1; position <= count; position += 1) {
    const first = had + Math.round(((studies - had) * (position - from - 1)) / (count - from));
    const last = had + Math.round(((studies - had) * (position - from)) / (count - from));
    const studyIds: string[] = [];
    for (let number = first; number < last; number += 1)
      studyIds.push(await makeStudy(organizationId, number));
    await db.meetingCase.create({
      data: {
        meetingId,
        position,
        organizationId,
        submittedById: userId,
        referrerId,
        patientName: `Patiënt^Nummer ${position}`,
        patientIdentifier: `N-${position}`,
        question: "Wat te doen? ".repeat(20),
        estimatedMinutes: 5,
        items: {
          create: (["IMAGES", "REPORT", "PATHOLOGY", "QUESTION"] as const).map((kind) => ({
            kind,
            light: "GREEN",
          })),
        },
        opinions: { create: [{ userId, text: "Een oordeel." }] },
        shares: {
          create: {
            organizationId,
            senderId: userId,
            state: "SENT",
            isComplete: true,
            purpose: "MDO",
            priority: "ROUTINE",
            expiresAt: new Date(Date.now() + 86_400_000),
            studies: { create: studyIds.map((studyId) => ({ studyId, seriesInstanceUids: [] })) },
          },
        },
      },
    });
  }
}

/** Where the user is reached: who holds a meeting needs one. */
async function addressOf({ actor: { organizationId, userId } }: UserContext): Promise<string> {
  const known = await db.address.findFirst({ where: { organizationId }, select: { id: true } });
  if (known) return known.id;
  const practitioner = await db.practitioner.create({ data: { familyName: "Verwijzer" } });
  const role = await db.practitionerRole.create({
    data: { practitionerId: practitioner.id, organizationId, localIdentifier: randomUUID() },
  });
  const address = await db.address.create({
    data: {
      kind: "PRACTITIONER",
      organizationId,
      practitionerRoleId: role.id,
      name: "Verwijzer",
      organizationName: "Groot Ziekenhuis",
      email: "verwijzer@groot.example",
      searchText: "verwijzer",
      accounts: { create: [{ userId, origin: "DEMO" }] },
    },
  });
  return address.id;
}

async function makeStudy(organizationId: string, number: number): Promise<string> {
  const patientIdentifier = `M${number}`;
  const name = `Vergadering^Nummer ${number}`;
  const patient = await db.patient.create({
    data: { organizationId, patientIdentifier, name, birthDate: "19600101", sex: "F" },
  });
  const study = await db.study.create({
    data: {
      organizationId,
      patientId: patient.id,
      studyInstanceUid: `2.25.${BigInt(`0x${randomUUID().replaceAll("-", "")}`)}`,
      description: "CT thorax",
      modalities: ["CT"],
      origin: "UPLOAD",
      patientName: name,
      patientIdentifier,
      lastReceivedAt: new Date(Date.now() - 3_600_000),
    },
  });
  await db.series.create({
    data: {
      studyId: study.id,
      seriesInstanceUid: `${study.studyInstanceUid}.1`.slice(0, 64),
      modality: "CT",
    },
  });
  return study.id;
}
