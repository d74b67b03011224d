import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { type DicomObject, newUid } from "@/lib/dicom";
import { type DimseServer, startDimse } from "@/lib/dimse";
import { CommandField } from "@/lib/dimse/upper-layer/command-set";
import { requestAssociation } from "@/lib/dimse/upper-layer/request-association";
import { writeDataSet } from "@/lib/dimse/write-data-set";
import { addPeer } from "@/lib/peers";
import { getShare, sendShare } from "@/lib/shares";
import { ingest, makeInstance } from "../../support/ingest";
import { makeAddress, makeOrganization, makeUser, runQueued } from "../shares/world";

const STEP = "1.2.840.10008.3.1.2.3.3";
let server: DimseServer;
let noord: Awaited<ReturnType<typeof makeOrganization>>;
let sender: Awaited<ReturnType<typeof makeUser>>;
let study: string;
const series = newUid();

beforeAll(async () => {
  server = await startDimse();
  noord = await makeOrganization("Ziekenhuis Noord");
  sender = await makeUser(noord);
  await addPeer(systemContext("test"), {
    organizationId: noord.id,
    aeTitle: "BEELDBRUG",
    host: "127.0.0.1",
    port: server.port,
  });
});
afterAll(() => server.stop());
beforeEach(() => {
  study = newUid();
});

/** What a scanner says: N-CREATE or N-SET of a step. @returns the status of the answer */
async function say(kind: "create" | "set", step: string, values: DicomObject): Promise<number | undefined> {
  const association = await requestAssociation(
    { host: "127.0.0.1", port: server.port, aeTitle: "BEELDBRUG" },
    { contexts: [{ id: 1, abstractSyntax: STEP, transferSyntaxes: ["1.2.840.10008.1.2"] }] },
  );
  try {
    const bytes = writeDataSet(values, "1.2.840.10008.1.2");
    const { status } = await association.request(
      1,
      kind === "create"
        ? {
            commandField: CommandField.createRequest,
            affectedSopClassUid: STEP,
            affectedSopInstanceUid: step,
          }
        : {
            commandField: CommandField.setRequest,
            requestedSopClassUid: STEP,
            requestedSopInstanceUid: step,
          },
      { bytes: [bytes], length: bytes.length },
    );
    return status;
  } finally {
    await association.release();
  }
}

const begin = (step: string) =>
  say("create", step, {
    PerformedProcedureStepStatus: "IN PROGRESS",
    ScheduledStepAttributesSequence: [{ StudyInstanceUID: study }],
  });

const end = (step: string, ...uids: string[]) =>
  say("set", step, {
    PerformedProcedureStepStatus: "COMPLETED",
    PerformedSeriesSequence: [
      {
        SeriesInstanceUID: series,
        ReferencedImageSequence: uids.map((uid) => ({
          ReferencedSOPClassUID: "1.2.840.10008.5.1.4.1.1.2",
          ReferencedSOPInstanceUID: uid,
        })),
      },
    ],
  });

const arrive = (...uids: string[]) =>
  ingest(
    noord.id,
    ...uids.map((uid) =>
      makeInstance({ StudyInstanceUID: study, SeriesInstanceUID: series, SOPInstanceUID: uid }),
    ),
  );

async function sendEmergency(
  expectedInstances?: number,
): Promise<() => Promise<{ isComplete: boolean; expected: number | null | undefined }>> {
  const zuid = await makeOrganization("Ziekenhuis Zuid");
  const address = await makeAddress(zuid, [await makeUser(zuid)]);
  const { share } = await sendShare(sender.context, {
    studies: [{ studyInstanceUid: study, ...(expectedInstances && { expectedInstances }) }],
    recipients: [{ addressId: address.id }],
    purpose: "TRANSFER",
    priority: "EMERGENCY",
    message: "Beroerte",
  });
  return async () => {
    await runQueued();
    const now = await getShare(sender.context, share.id);
    return { isComplete: now.isComplete, expected: now.studies[0]?.expectedInstances };
  };
}

describe("an emergency of a study that a modality works on", () => {
  it("says how many there will be once the modality has ended, and is complete when they are here", async () => {
    const step = newUid();
    const [first, second, third] = [newUid(), newUid(), newUid()] as const;
    expect(await begin(step)).toBe(0);
    await arrive(first, second);
    const look = await sendEmergency();
    expect(await look()).toEqual({ isComplete: false, expected: null });
    expect(await end(step, first, second, third)).toBe(0);
    expect(await look()).toEqual({ isComplete: false, expected: 3 });
    await arrive(third);
    expect(await look()).toEqual({ isComplete: true, expected: 3 });
    const log = await db.auditEvent.findMany({ where: { chain: noord.id, objectId: step } });
    expect(log.map(({ action }) => action).sort()).toEqual(["performed-step.begun", "performed-step.ended"]);
  });

  it("waits for every step, and is over when the last one ends with everything here", async () => {
    const [one, other] = [newUid(), newUid()] as const;
    const [first, second] = [newUid(), newUid()] as const;
    await begin(one);
    await begin(other);
    await arrive(first, second);
    const look = await sendEmergency();
    await end(one, first);
    expect(await look()).toEqual({ isComplete: false, expected: null });
    await end(other, second);
    expect(await look()).toEqual({ isComplete: true, expected: 2 });
  });

  it("isn't complete before what the sender announced is here, whatever a modality made", async () => {
    const step = newUid();
    const [first, second] = [newUid(), newUid()] as const;
    await begin(step);
    await arrive(first, second);
    const look = await sendEmergency(5);
    expect(await look()).toEqual({ isComplete: false, expected: 5 });
    await end(step, first, second);
    expect(await look()).toEqual({ isComplete: false, expected: 5 });
  });

  it("doesn't wait for a step of another organisation, nor end by one", async () => {
    const zuid = await makeOrganization("Ziekenhuis Zuid");
    const elsewhere = { organizationId: zuid.id, studyInstanceUid: study };
    await db.performedStep.create({ data: { ...elsewhere, sopInstanceUid: newUid() } });
    const [first, step] = [newUid(), newUid()] as const;
    await begin(step);
    await arrive(first);
    const look = await sendEmergency();
    await end(step, first);
    expect(await look()).toEqual({ isComplete: true, expected: 1 });
  });

  it("isn't ended by a step that names nothing, nor by another one then", async () => {
    const [silent, telling, first] = [newUid(), newUid(), newUid()] as const;
    await begin(silent);
    await begin(telling);
    await arrive(first);
    const look = await sendEmergency();
    await end(silent);
    await end(telling, first);
    expect(await look()).toEqual({ isComplete: false, expected: null });
  });

  it("isn't ended by a step that names nothing", async () => {
    const step = newUid();
    await begin(step);
    await arrive(newUid());
    const look = await sendEmergency();
    expect(await end(step)).toBe(0);
    expect(await look()).toEqual({ isComplete: false, expected: null });
  });
});

describe("a step", () => {
  it("is begun once, ended once, and only where it was begun", async () => {
    const step = newUid();
    expect(await end(step, newUid())).toBe(0x0112);
    expect(await begin(step)).toBe(0);
    expect(await begin(step)).toBe(0x0111);
    expect(await say("set", step, { PerformedProcedureStepStatus: "IN PROGRESS" })).toBe(0);
    expect(await say("set", step, { PerformedProcedureStepStatus: "DONE" })).toBe(0x0106);
    expect(await end(step, newUid())).toBe(0);
    expect(await end(step, newUid())).toBe(0x0110);
    expect(await say("create", newUid(), { PerformedProcedureStepStatus: "COMPLETED" })).toBe(0x0106);
    expect(await say("create", newUid(), { PerformedProcedureStepStatus: "IN PROGRESS" })).toBe(0x0120);
  });
});
