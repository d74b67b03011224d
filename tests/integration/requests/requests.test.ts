import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { ProblemError } from "@/lib/errors";
import {
  answerRequest,
  countOpenRequests,
  declineRequest,
  getAutoAnswerRule,
  getMatches,
  getRequest,
  listRequests,
  remindRequest,
  type SendRequestInput,
  sendRequest,
  setAutoAnswerRule,
  watchClock,
  withdrawRequest,
} from "@/lib/requests";
import { getShare } from "@/lib/shares";
import {
  CANARY,
  makeAddress,
  makeMailbox,
  makeOrganization,
  makeStudy,
  makeUser,
  queuedJobs,
  runQueued,
} from "../shares/world";

const HOUR = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();
const BIRTH = `${CANARY.birthDate.slice(0, 4)}-${CANARY.birthDate.slice(4, 6)}-${CANARY.birthDate.slice(6)}`;

/** zuid asks; noord holds the study of the canary patient and has a radiology mailbox with a fallback. */
async function makeSides() {
  const zuid = await makeOrganization("Ziekenhuis Zuid");
  const noord = await makeOrganization("Ziekenhuis Noord");
  const asker = await makeUser(zuid, ["MDO_COORDINATOR"]);
  const stranger = await makeUser(zuid);
  const back = await makeAddress(zuid, [asker]);
  const desk = await makeUser(noord, ["DESK"]);
  const chief = await makeUser(noord, ["CARE_PROVIDER"]);
  const outsider = await makeUser(noord, ["DESK"]);
  const fallback = await makeAddress(noord, [chief]);
  const mailbox = await makeMailbox(noord, [desk], { fallbackAddressId: fallback.id });
  const study = await makeStudy(noord);
  const ask = (changes: Partial<SendRequestInput> = {}): SendRequestInput => ({
    addressId: mailbox.id,
    patient: { name: CANARY.name, birthDate: BIRTH, sex: "F", bsn: CANARY.bsn },
    wanted: "CT thorax",
    reason: "MDO van donderdag",
    neededBy: inHours(72),
    ground: "TREATMENT",
    purpose: "MDO",
    ...changes,
  });
  return { zuid, noord, asker, stranger, back, desk, chief, outsider, fallback, mailbox, study, ask };
}

let sides: Awaited<ReturnType<typeof makeSides>>;
beforeEach(async () => {
  await db.$executeRaw`UPDATE pgboss.job SET state = 'completed' WHERE state IN ('created', 'retry')`;
  await db.caughtMail.deleteMany();
  sides = await makeSides();
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: unknown) => (error instanceof ProblemError ? error.code : String(error)),
  );
const mails = () => db.caughtMail.findMany({ orderBy: { sentAt: "asc" } });

describe("a request", () => {
  it("comes to the holder's desk with its own studies, and is answered with a share", async () => {
    const { asker, desk, back, study, mailbox } = sides;
    const made = await sendRequest(asker.context, sides.ask());
    expect(made).toMatchObject({ role: "requester", state: "OPEN", seenAt: null, isLate: false });
    expect(await countOpenRequests(desk.context)).toEqual({ open: 1 });
    expect(await runQueued()).toEqual([]);
    const [mail] = await mails();
    expect(mail?.to).toBe(mailbox.email);
    expect(mail?.text).toContain(`/requests/${made.id}`);
    expect(`${mail?.subject}${mail?.text}${mail?.html}`).not.toMatch(/Kanarie|111222333|1941|\bCT\b|MDO/);

    const seen = await getRequest(desk.context, made.id);
    expect(seen.role).toBe("holder");
    expect((await getRequest(asker.context, made.id)).seenAt).toEqual(seen.seenAt);
    const { items } = await getMatches(desk.context, made.id);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ certainty: "EXACT", differences: [] });
    expect(items[0]?.studies.map(({ studyInstanceUid }) => studyInstanceUid)).toEqual([
      study.studyInstanceUid,
    ]);

    const answered = await answerRequest(desk.context, made.id, {
      studies: [{ studyInstanceUid: study.studyInstanceUid }],
    });
    expect(answered).toMatchObject({ state: "ANSWERED", isAutomatic: false });
    expect(answered.leadSeconds).toBeGreaterThanOrEqual(0);
    const share = await getShare(asker.context, answered.shareId ?? "");
    expect(share).toMatchObject({ purpose: "MDO", role: "recipient", state: "SENT" });
    expect(share.recipients.map(({ addressId }) => addressId)).toEqual([back.id]);
    expect(
      await codeOf(
        answerRequest(desk.context, made.id, { studies: [{ studyInstanceUid: study.studyInstanceUid }] }),
      ),
    ).toBe("request_closed");
    expect(await db.share.count()).toBeGreaterThan(0);
    expect(await db.share.count({ where: { request: { id: made.id } } })).toBe(1);
    const log = await db.auditEvent.findMany({
      where: { objectId: made.id, action: "request.answered", outcome: "SUCCESS" },
    });
    expect(log.map(({ chain }) => chain).sort()).toEqual([sides.noord.id, sides.zuid.id].sort());
  });

  it("is answered once, however many colleagues answer at the same moment", async () => {
    const { asker, desk, chief, study, fallback, mailbox } = sides;
    await db.healthcareService.update({
      where: { id: mailbox.healthcareServiceId ?? "" },
      data: { members: { create: { userId: chief.user.id } } },
    });
    expect(fallback).toBeDefined();
    const made = await sendRequest(asker.context, sides.ask());
    const answer = { studies: [{ studyInstanceUid: study.studyInstanceUid }] };
    const codes = await Promise.all([
      codeOf(answerRequest(desk.context, made.id, answer)),
      codeOf(answerRequest(chief.context, made.id, answer)),
    ]);
    expect(codes.sort()).toEqual(["done", "request_closed"]);
    expect(await db.share.count({ where: { organizationId: sides.noord.id } })).toBe(1);
  });

  it("is nothing to anybody else, and its matches are the holder's alone", async () => {
    const { asker, stranger, outsider, chief } = sides;
    const made = await sendRequest(asker.context, sides.ask());
    for (const { context } of [stranger, outsider, chief]) {
      expect(await codeOf(getRequest(context, made.id))).toBe("not_found");
      expect(await codeOf(getMatches(context, made.id))).toBe("not_found");
      expect(await codeOf(declineRequest(context, made.id, { reason: "x" }))).toBe("not_found");
      expect((await listRequests(context, { box: "received" })).items).toEqual([]);
      expect((await listRequests(context, { box: "sent" })).items).toEqual([]);
    }
    expect(await codeOf(getMatches(asker.context, made.id))).toBe("not_found");
    expect(
      await codeOf(answerRequest(asker.context, made.id, { studies: [{ studyInstanceUid: "1.2" }] })),
    ).toBe("not_found");
    expect(await codeOf(declineRequest(asker.context, made.id, { reason: "x" }))).toBe("forbidden");
  });

  it("is declined with a reason that the asker reads and the mail doesn't hold", async () => {
    const { asker, desk } = sides;
    const made = await sendRequest(asker.context, sides.ask());
    await runQueued();
    await db.caughtMail.deleteMany();
    await declineRequest(desk.context, made.id, { reason: "Kanarievogel is hier niet bekend" });
    expect(await getRequest(asker.context, made.id)).toMatchObject({
      state: "DECLINED",
      declineReason: "Kanarievogel is hier niet bekend",
    });
    await runQueued();
    const [mail, ...others] = await mails();
    expect(others).toEqual([]);
    expect(mail?.to).toBe(asker.user.email);
    expect(mail?.text).not.toMatch(/Kanarie/);
    expect(await codeOf(withdrawRequest(asker.context, made.id))).toBe("request_closed");
  });

  it("can be withdrawn, and then nobody is mailed any more", async () => {
    const { asker, desk, study } = sides;
    const made = await sendRequest(asker.context, sides.ask());
    await withdrawRequest(asker.context, made.id);
    await runQueued();
    expect(await mails()).toEqual([]);
    expect(
      await codeOf(
        answerRequest(desk.context, made.id, { studies: [{ studyInstanceUid: study.studyInstanceUid }] }),
      ),
    ).toBe("request_closed");
  });

  it.each([
    ["an invalid BSN", { patient: { name: "Jansen^A", bsn: "123456789" } }, "bsn_invalid"],
    ["a name alone", { patient: { name: "Jansen^A" } }, "too_little_about_patient"],
    ["a moment in the past", { neededBy: new Date(Date.now() - 1000).toISOString() }, "needed_in_past"],
    ["an unknown address", { addressId: "01990000-0000-7000-8000-000000000000" }, "unknown_address"],
  ] as const)("is refused with %s", async (_, changes, code) => {
    expect(await codeOf(sendRequest(sides.asker.context, sides.ask(changes)))).toBe(code);
  });

  it("doesn't go to the own organisation, nor back to an address of somebody else", async () => {
    const { asker, zuid, stranger } = sides;
    const own = await makeMailbox(zuid, [stranger]);
    expect(await codeOf(sendRequest(asker.context, sides.ask({ addressId: own.id })))).toBe(
      "own_organization",
    );
    expect(await codeOf(sendRequest(asker.context, sides.ask({ returnAddressId: own.id })))).toBe(
      "forbidden",
    );
  });
});

describe("a wrong patient", () => {
  it("is not sent without a person saying that it is the same", async () => {
    const { asker, desk, noord } = sides;
    const other = await db.patient.create({
      data: {
        organizationId: noord.id,
        patientIdentifier: "N-77",
        name: "Bakker^Jan",
        birthDate: "19800101",
        sex: "M",
      },
    });
    const wrong = await makeStudy(noord, { patientId: other.id });
    const made = await sendRequest(asker.context, sides.ask());
    const { items } = await getMatches(desk.context, made.id);
    expect(items.some(({ patient }) => patient.name === "Bakker^Jan")).toBe(false);
    const studies = [{ studyInstanceUid: wrong.studyInstanceUid }];
    expect(await codeOf(answerRequest(desk.context, made.id, { studies }))).toBe("patient_not_confirmed");
    expect(await db.share.count({ where: { organizationId: noord.id } })).toBe(0);
    expect((await getRequest(asker.context, made.id)).state).toBe("OPEN");
  });

  it("is marked doubtful where the BSN agrees and the birth date doesn't", async () => {
    const { asker, desk, study } = sides;
    const made = await sendRequest(
      asker.context,
      sides.ask({ patient: { name: CANARY.name, birthDate: "1990-01-01", sex: "F", bsn: CANARY.bsn } }),
    );
    const { items } = await getMatches(desk.context, made.id);
    expect(items[0]).toMatchObject({ certainty: "DOUBTFUL", differences: ["birthDate"] });
    expect(items[0]?.studies.every(({ isProposed }) => !isProposed)).toBe(true);
    const studies = [{ studyInstanceUid: study.studyInstanceUid }];
    expect(await codeOf(answerRequest(desk.context, made.id, { studies }))).toBe("patient_not_confirmed");
    expect((await answerRequest(desk.context, made.id, { studies, isPatientConfirmed: true })).state).toBe(
      "ANSWERED",
    );
  });

  it("with the same number at two organisations is never mistaken for the other", async () => {
    const { asker, desk, noord } = sides;
    const same = await db.patient.create({
      data: {
        organizationId: noord.id,
        patientIdentifier: "0012345",
        issuerOfPatientId: "NOORD",
        name: "Bakker^Jan",
        birthDate: "19800101",
        sex: "M",
      },
    });
    await makeStudy(noord, { patientId: same.id });
    const patient = {
      name: "Visser^Marie",
      birthDate: "1975-03-02",
      sex: "F" as const,
      patientIdentifier: "0012345",
    };
    for (const issuerOfPatientId of ["ZUID", ""]) {
      const made = await sendRequest(
        asker.context,
        sides.ask({ patient: { ...patient, issuerOfPatientId } }),
      );
      expect((await getMatches(desk.context, made.id)).items).toEqual([]);
    }
    const made = await sendRequest(
      asker.context,
      sides.ask({ patient: { ...patient, issuerOfPatientId: "NOORD" } }),
    );
    expect((await getMatches(desk.context, made.id)).items).toMatchObject([{ certainty: "DOUBTFUL" }]);
  });

  it("of another organisation can't be sent at all", async () => {
    const { asker, desk, zuid } = sides;
    const foreign = await makeStudy(zuid);
    const made = await sendRequest(asker.context, sides.ask());
    expect(
      await codeOf(
        answerRequest(desk.context, made.id, {
          studies: [{ studyInstanceUid: foreign.studyInstanceUid }],
          isPatientConfirmed: true,
        }),
      ),
    ).toBe("not_found");
  });
});

describe("a holder who never answers", () => {
  it("is reminded, then the mailbox's fallback gets it, and the asker hears that the moment has passed", async () => {
    const { asker, desk, chief, fallback } = sides;
    const made = await sendRequest(asker.context, sides.ask({ neededBy: inHours(6) }));
    await runQueued();
    await db.caughtMail.deleteMany();
    const hoursLater = (hours: number) => watchClock(new Date(Date.now() + hours * HOUR));
    await hoursLater(1);
    expect((await queuedJobs()).filter(({ name }) => name === "request-mail")).toEqual([]);
    await hoursLater(2.1);
    await hoursLater(2.2);
    await runQueued();
    expect((await mails()).map(({ subject }) => subject)).toEqual([expect.stringMatching(/^Herinnering/)]);
    expect(await codeOf(getRequest(chief.context, made.id))).toBe("not_found");
    await hoursLater(4.1);
    await hoursLater(4.2);
    expect(await getRequest(chief.context, made.id)).toMatchObject({
      role: "holder",
      escalatedTo: fallback.name,
    });
    expect((await getRequest(asker.context, made.id)).escalatedTo).toBe(fallback.name);
    await hoursLater(6.1);
    await hoursLater(6.2);
    await runQueued();
    const sent = await mails();
    expect(sent.map(({ to }) => to).slice(1)).toEqual([chief.user.email, asker.user.email]);
    expect(sent.map(({ text }) => text).join()).not.toMatch(/Kanarie|111222333/);
    expect(
      (
        await db.auditEvent.findMany({
          where: { objectId: made.id, chain: sides.zuid.id },
          orderBy: { sequence: "asc" },
        })
      )
        .map(({ action }) => action)
        .filter((action) => action !== "request.viewed"),
    ).toEqual(["request.sent", "request.reminded", "request.escalated", "request.overdue"]);
    // Whoever it came to can still answer.
    expect((await getMatches(chief.context, made.id)).items).toHaveLength(1);
    expect(await countOpenRequests(desk.context)).toEqual({ open: 1 });
  });

  it("is reminded however many requests are needed sooner", async () => {
    const { asker } = sides;
    const { id } = await sendRequest(asker.context, sides.ask());
    const { id: _id, ...row } = await db.imageRequest.update({
      where: { id },
      data: { createdAt: new Date(Date.now() - 48 * HOUR) },
    });
    const sooner = { ...row, createdAt: new Date(), neededBy: new Date(Date.now() + HOUR) };
    await db.imageRequest.createMany({ data: Array.from({ length: 600 }, () => sooner) });
    await watchClock();
    await db.imageRequest.deleteMany({ where: { neededBy: sooner.neededBy } });
    expect(await db.imageRequest.findUnique({ where: { id } })).toMatchObject({ reminders: 1 });
  });

  it("without a fallback is reminded once more", async () => {
    const { asker, mailbox } = sides;
    await db.healthcareService.update({
      where: { id: mailbox.healthcareServiceId ?? "" },
      data: { fallbackAddressId: null },
    });
    const made = await sendRequest(asker.context, sides.ask({ neededBy: inHours(6) }));
    await watchClock(new Date(Date.now() + 2.1 * HOUR));
    await watchClock(new Date(Date.now() + 4.1 * HOUR));
    const row = await db.imageRequest.findUniqueOrThrow({ where: { id: made.id } });
    expect(row).toMatchObject({ escalatedToId: null, reminders: 1 });
    expect(row.escalatedAt).not.toBeNull();
    const kinds = (await queuedJobs()).flatMap(({ name, data }) =>
      name === "request-mail" ? [(data as { kind: string }).kind] : [],
    );
    expect(kinds).toEqual(["asked", "reminder", "reminder"]);
  });

  it("can be reminded by the asker", async () => {
    const { asker, desk } = sides;
    const made = await sendRequest(asker.context, sides.ask());
    expect((await remindRequest(asker.context, made.id)).remindedAt).not.toBeNull();
    expect(await codeOf(remindRequest(desk.context, made.id))).toBe("forbidden");
  });
});

describe("an organisation's rule", () => {
  async function switchOn(changes: Partial<Parameters<typeof setAutoAnswerRule>[1]> = {}) {
    const admin = await makeUser(sides.noord, ["ADMINISTRATOR"]);
    await setAutoAnswerRule(admin.context, {
      isOn: true,
      grounds: ["TREATMENT"],
      purposes: ["MDO"],
      responsibleUserId: sides.chief.user.id,
      ...changes,
    });
    return admin;
  }

  it("is off unless set", async () => {
    const admin = await makeUser(sides.noord, ["ADMINISTRATOR"]);
    expect(await getAutoAnswerRule(admin.context)).toMatchObject({ isOn: false });
    const made = await sendRequest(sides.asker.context, sides.ask());
    await runQueued();
    expect((await getRequest(sides.asker.context, made.id)).state).toBe("OPEN");
    expect(await codeOf(setAutoAnswerRule(sides.desk.context, { isOn: true }))).toBe("forbidden");
    expect(await codeOf(setAutoAnswerRule(admin.context, { isOn: true }))).toBe("rule_incomplete");
    expect(await codeOf(switchOn({ responsibleUserId: sides.asker.user.id }))).toBe("not_found");
  });

  it("answers an exact match on an agreed ground, in the name of who stands for it", async () => {
    await switchOn();
    const made = await sendRequest(sides.asker.context, sides.ask());
    expect(await runQueued()).toEqual([]);
    const answered = await getRequest(sides.asker.context, made.id);
    expect(answered).toMatchObject({
      state: "ANSWERED",
      isAutomatic: true,
      answeredBy: sides.chief.user.name,
    });
    const share = await getShare(sides.asker.context, answered.shareId ?? "");
    expect(share.sender.userId).toBe(sides.chief.user.id);
    const [row] = await db.auditEvent.findMany({
      where: { objectId: made.id, action: "request.answered-by-rule" },
    });
    expect(row).toMatchObject({ onBehalfOf: sides.chief.user.name, userName: "job:answer-by-rule" });
  });

  it.each([
    ["another ground", { ground: "CONSENT" as const }],
    ["another purpose", { purpose: "COMPARISON" as const }],
    ["a match that isn't exact", { patient: { name: CANARY.name, birthDate: BIRTH, sex: "F" as const } }],
    ["nothing within what was asked", { modalities: ["MR"] }],
  ])("leaves %s to a person", async (_, changes) => {
    await switchOn();
    const made = await sendRequest(sides.asker.context, sides.ask(changes));
    expect(await runQueued()).toEqual([]);
    expect((await getRequest(sides.asker.context, made.id)).state).toBe("OPEN");
  });

  it("leaves everything to a person once who stands for it has left", async () => {
    await switchOn();
    await db.user.update({ where: { id: sides.chief.user.id }, data: { disabledAt: new Date() } });
    const made = await sendRequest(sides.asker.context, sides.ask());
    await runQueued();
    expect((await getRequest(sides.asker.context, made.id)).state).toBe("OPEN");
  });
});
