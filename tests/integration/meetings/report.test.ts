import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { newUid } from "@/lib/dicom";
import {
  closeMeeting,
  deliverReport,
  getReport,
  printAgenda,
  saveOutcome,
  signOutcome,
  submitCase,
} from "@/lib/meetings";
import { getShare, getSharedDocument, listShares, resolveShareGrant } from "@/lib/shares";
import { ingest, makeInstance } from "../../support/ingest";
import { readPdf } from "../../support/read-pdf";
import { runQueued } from "../shares/world";
import { mailsTo, makeMeetingWorld, type World } from "./world";

let world: World;
beforeEach(async () => {
  world = await makeMeetingWorld();
});

async function decided(caseId: string) {
  const { outcome } = await saveOutcome(world.coordinator.context, caseId, {
    conclusion: "Lobectomie.",
    followUp: "Poli over twee weken.",
    version: 0,
  });
  return outcome.version;
}

describe("signing", () => {
  it("is the chair's alone, of what was read, once", async () => {
    const { id } = await submitCase(world.clinician.context, world.meetingId, {
      patient: { name: "Vries^Pieter" },
    });
    await expect(signOutcome(world.chair.context, id, { version: 1 })).rejects.toMatchObject({
      code: "outcome_empty",
    });
    const version = await decided(id);
    await expect(signOutcome(world.coordinator.context, id, { version })).rejects.toMatchObject({
      status: 403,
    });
    await expect(signOutcome(world.chair.context, id, { version: version + 1 })).rejects.toMatchObject({
      code: "changed_meanwhile",
    });
    await expect(closeMeeting(world.coordinator.context, world.meetingId)).rejects.toMatchObject({
      code: "outcomes_unsigned",
    });
    const signed = await signOutcome(world.chair.context, id, { version });
    expect(signed.outcome).toMatchObject({ signedBy: world.chair.user.name, reportedAt: null });
    await expect(
      saveOutcome(world.coordinator.context, id, {
        conclusion: "x",
        followUp: "",
        version: signed.outcome.version,
      }),
    ).rejects.toMatchObject({ code: "already_signed" });
    await closeMeeting(world.coordinator.context, world.meetingId);
  });
});

describe("the report", () => {
  it("lies beside the images in the referrer's archive and in the inbox, as PDF and Encapsulated PDF, once", async () => {
    const study = newUid();
    await ingest(
      world.noord.id,
      makeInstance({
        StudyInstanceUID: study,
        SeriesInstanceUID: newUid(),
        SOPInstanceUID: newUid(),
        PatientName: "Zeldzaam^Quirina",
        PatientID: "N-991",
      }),
    );
    const { id } = await submitCase(world.clinician.context, world.meetingId, {
      studies: [{ studyInstanceUid: study }],
      question: "Wat te doen?",
    });
    await signOutcome(world.chair.context, id, { version: await decided(id) });
    expect(await runQueued()).toEqual([]);
    await runQueued();
    // The queue may run a job twice.
    await db.meetingOutcome.update({ where: { caseId: id }, data: { reportedAt: null } });
    const before = await db.share.count();
    await deliverReport({ caseId: id });
    expect(await db.share.count()).toBe(before + 1);

    const row = await db.study.findFirstOrThrow({
      where: { studyInstanceUid: study },
      include: { series: { include: { instances: true } }, documents: true },
    });
    expect(row.organizationId).toBe(world.noord.id);
    const reports = row.series.filter(({ modality }) => modality === "DOC");
    expect(reports).toHaveLength(1);
    expect(reports[0]?.instances.map(({ sopClassUid }) => sopClassUid)).toEqual([
      "1.2.840.10008.5.1.4.1.1.104.1",
    ]);
    expect(row.documents).toHaveLength(1);
    expect(row.hasReport).toBe(true);
    expect(await db.conflict.count()).toBe(0);

    const inbox = await listShares(world.clinician.context, { box: "inbox" });
    expect(inbox.items[0]).toMatchObject({
      purpose: "MDO",
      state: "SENT",
      sender: { name: world.chair.user.name },
    });
    const shareId = inbox.items[0]?.id ?? "";
    const shared = await getShare(world.clinician.context, shareId);
    // The report alone: who signed it sees nothing else of the referrer's archive.
    const grant = await resolveShareGrant(world.chair.context, shareId);
    expect(grant.studies.get(study)?.seriesInstanceUids).toEqual([reports[0]?.seriesInstanceUid]);
    const document = await getSharedDocument(world.clinician.context, {
      id: shareId,
      documentId: shared.studies[0]?.documents[0]?.documentId ?? "",
    });
    expect(document.contentType).toBe("application/pdf");
    const [mail] = await mailsTo(world.clinician.user.email);
    expect(mail?.text).not.toContain("longoncologie");
  });

  it("makes a study of its own where the referrer's archive has none, with the number's issuer", async () => {
    const { id } = await submitCase(world.coordinator.context, world.meetingId, {
      patient: { name: "Łukasz^王小东", birthDate: "19610203", sex: "M", patientIdentifier: "Z-12" },
      referrerId: world.addresses.member.id,
    });
    await signOutcome(world.chair.context, id, { version: await decided(id) });
    expect(await runQueued()).toEqual([]);
    const study = await db.study.findFirstOrThrow({
      where: { organizationId: world.oost.id },
      include: { patient: true },
    });
    expect(study.patient).toMatchObject({
      name: "Łukasz^王小东",
      patientIdentifier: "Z-12",
      issuerOfPatientId: "Ziekenhuis Zuid",
    });
    expect((await listShares(world.member.context, { box: "inbox" })).items).toHaveLength(1);
  });

  it("is a PDF for participants, and nobody's before it is signed", async () => {
    const { id } = await submitCase(world.clinician.context, world.meetingId, {
      patient: { name: "Wójcik-Đorđević^Şule" },
    });
    await expect(getReport(world.member.context, id)).rejects.toMatchObject({ status: 404 });
    await signOutcome(world.chair.context, id, { version: await decided(id) });
    const bytes = await getReport(world.member.context, id);
    expect(Buffer.from(bytes).toString("latin1", 0, 5)).toBe("%PDF-");
    const text = await readPdf(bytes);
    expect(text).toContain("Wójcik-Đorđević");
    expect(text).toContain("Lobectomie.");
  });
});

describe("the agenda on paper", () => {
  it("is for participants, with and without names, and in the log", async () => {
    await submitCase(world.clinician.context, world.meetingId, {
      patient: { name: "Vries^Pieter" },
      question: "Vries?",
    });
    const named = await readPdf(await printAgenda(world.chair.context, world.meetingId, { hasNames: true }));
    expect(named).toContain("Vries");
    const bare = await readPdf(await printAgenda(world.chair.context, world.meetingId, { hasNames: false }));
    expect(bare).not.toContain("Vries");
    expect(bare).toContain("Bespreking 1");
    await expect(
      printAgenda(world.strangers[1]?.context ?? world.chair.context, world.meetingId, { hasNames: true }),
    ).rejects.toMatchObject({ status: 404 });
    expect(
      await db.auditEvent.count({ where: { action: "meeting.exported", outcome: "SUCCESS" } }),
    ).toBeGreaterThan(1);
  });
});
