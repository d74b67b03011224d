import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { getCase, submitCase, withdrawCase } from "@/lib/meetings";
import { answerRequest, sendRequest } from "@/lib/requests";
import { resolveShareGrant } from "@/lib/shares";
import { CANARY, makeMailbox, makeOrganization, makeStudy, makeUser } from "../shares/world";
import { makeMeetingWorld, outcomeOf } from "./world";

const BIRTH_DATE = "1941-07-13";

/** A case of noord, and a hospital that takes no part in the meeting and has images of the same patient. */
async function makeCase() {
  const world = await makeMeetingWorld();
  const west = await makeOrganization("Ziekenhuis West");
  const holder = await makeUser(west, ["DESK"]);
  const mailbox = await makeMailbox(west, [holder]);
  const elsewhere = await makeStudy(west);
  const submitted = await submitCase(world.clinician.context, world.meetingId, {
    studies: [{ studyInstanceUid: world.study.studyInstanceUid }],
  });
  const asking = (patient: { birthDate?: string; bsn?: string } = {}) => ({
    addressId: mailbox.id,
    patient: { name: CANARY.name, birthDate: BIRTH_DATE, sex: "F" as const, bsn: CANARY.bsn, ...patient },
    reason: "Vorige CT voor het overleg",
    neededBy: new Date(Date.now() + 86_400_000).toISOString(),
    ground: "TREATMENT" as const,
    purpose: "MDO" as const,
    meetingCaseId: submitted.id,
  });
  const answer = { studies: [{ studyInstanceUid: elsewhere.studyInstanceUid }] };
  return { ...world, holder, elsewhere, submitted, asking, answer };
}

let world: Awaited<ReturnType<typeof makeCase>>;
beforeEach(async () => {
  world = await makeCase();
});

describe("images asked of another hospital for a meeting's case", () => {
  it("lie before the meeting when they are sent, and in the asker's inbox", async () => {
    const { clinician, chair, holder, elsewhere, submitted } = world;
    const made = await sendRequest(clinician.context, world.asking());
    const answered = await answerRequest(holder.context, made.id, world.answer);
    expect(answered.state).toBe("ANSWERED");

    const { shares } = await getCase(chair.context, submitted.id);
    const added = shares.find(({ organization }) => organization === "Ziekenhuis West");
    expect(added?.studies.map(({ studyInstanceUid }) => studyInstanceUid)).toEqual([
      elsewhere.studyInstanceUid,
    ]);
    await resolveShareGrant(chair.context, added?.shareId ?? "");
    // The share in the inbox is the asker's alone.
    expect(await outcomeOf(() => resolveShareGrant(chair.context, answered.shareId ?? ""))).toMatch(/^404/);
    await resolveShareGrant(clinician.context, answered.shareId ?? "");
    expect(
      await db.auditEvent.count({
        where: { objectId: submitted.id, action: "meeting-case.studies-added", outcome: "SUCCESS" },
      }),
    ).toBeGreaterThan(0);
  });

  it("are asked by who may change the case, of its patient", async () => {
    const { clinician, coordinator, member, strangers } = world;
    const ask = (who: { context: typeof clinician.context }, patient = {}) =>
      outcomeOf(() => sendRequest(who.context, world.asking(patient)));
    expect(await ask(member)).toBe("403 forbidden");
    for (const stranger of strangers) expect(await ask(stranger)).toMatch(/^404/);
    expect(await ask(clinician, { bsn: "123456782" })).toBe("422 other_patient");
    expect(await ask(clinician, { birthDate: "1941-07-14" })).toBe("422 other_patient");
    expect(await ask(coordinator)).toBe("ok");
    expect(await db.imageRequest.count({ where: { meetingCaseId: world.submitted.id } })).toBe(1);
  });

  it("stay out of the meeting once the case was withdrawn", async () => {
    const { clinician, holder, submitted } = world;
    const made = await sendRequest(clinician.context, world.asking());
    await withdrawCase(clinician.context, submitted.id, { reason: "Elders besproken" });
    expect((await answerRequest(holder.context, made.id, world.answer)).state).toBe("ANSWERED");
    expect(
      await db.share.count({
        where: { meetingCaseId: submitted.id, organization: { name: "Ziekenhuis West" }, state: "SENT" },
      }),
    ).toBe(0);
    expect(await outcomeOf(() => sendRequest(clinician.context, world.asking()))).toBe("410 case_withdrawn");
  });
});
