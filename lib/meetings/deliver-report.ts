import { createHash } from "node:crypto";
import { EventCode } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { type DicomObject, writePart10 } from "@/lib/dicom";
import { getTranslator } from "@/lib/i18n/translator";
import { openIngest } from "@/lib/ingest";
import { sendReport } from "@/lib/shares";
import { addDocument } from "@/lib/studies";
import { recordMeeting } from "./record";
import { makeReport, type ReportRow, reportLocale, reportSelect, snapshotOf } from "./report";

/**
 * Brings a signed outcome to its referrer: as an Encapsulated PDF instance and as a PDF beside it in the referrer's
 * archive, and as a share of both in the inbox. Again is harmless: UIDs were chosen at signing, and the same content
 * is the same bytes.
 */
export async function deliverReport({ caseId }: { caseId: string }): Promise<void> {
  const row = await db.meetingCase.findUnique({ where: { id: caseId }, select: reportSelect });
  if (!row?.outcome?.signedAt || !row.outcome.signedById || row.outcome.reportedAt) return;
  const context = systemContext("job:meeting-report");
  const { organizationId } = row.referrer;
  const studyInstanceUid = row.outcome.studyInstanceUid ?? "";
  const key = { organizationId_studyInstanceUid: { organizationId, studyInstanceUid } };
  const there = await db.study.findUnique({ where: key, include: { patient: true } });
  const patient = there ? there.patient : identityFor(row);
  const locale = reportLocale(row);
  const { t, format } = getTranslator(locale, "meetings");
  const pdf = await makeReport(row, patient, locale);

  const batch = openIngest(context, { organizationId, origin: "IMPORTED", studyInstanceUid });
  await batch.add(chunks(writePart10(encapsulate(row, patient, there, pdf, t("report.title")))));
  const [entry] = await batch.commit();
  if (entry?.outcome !== "STORED" && entry?.outcome !== "DUPLICATE")
    throw new Error(`the report was not stored: ${entry?.code ?? ""} ${entry?.reason ?? ""}`);
  await addDocument(context, {
    organizationId,
    studyInstanceUid,
    title: t("report.documentTitle", { date: format.date(row.meeting.startsAt) }),
    bytes: chunks([pdf]),
  });

  const sha256 = new Uint8Array(createHash("sha256").update(pdf).digest());
  await db.$transaction(async (transaction) => {
    const { count } = await transaction.meetingOutcome.updateMany({
      where: { caseId: row.id, reportedAt: null },
      data: { reportedAt: new Date() },
    });
    if (count === 0) return;
    const study = await transaction.study.findUniqueOrThrow({
      where: key,
      select: { id: true, documents: { where: { sha256 }, select: { id: true } } },
    });
    const reportShareId = await sendReport(transaction, {
      organizationId,
      senderId: row.outcome?.signedById ?? "",
      studyId: study.id,
      seriesInstanceUid: row.outcome?.seriesInstanceUid ?? "",
      documentIds: study.documents.map(({ id }) => id),
      addressId: row.referrer.id,
      message: t("report.message", {
        meeting: row.meeting.series.title,
        date: format.date(row.meeting.startsAt),
      }),
    });
    await transaction.meetingOutcome.update({ where: { caseId: row.id }, data: { reportShareId } });
    await recordMeeting(transaction, context, row.meeting, {
      action: "meeting-case.reported",
      eventCode: EventCode.transferred,
      case: row,
      organizations: [organizationId],
      detail: { shareId: reportShareId },
    });
  });
}

/** In an archive that doesn't know the patient, another organisation's number goes with that organisation's name. */
function identityFor(row: ReportRow) {
  const snapshot = snapshotOf(row);
  const isForeign = row.organizationId !== row.referrer.organizationId;
  return {
    ...snapshot,
    issuerOfPatientId:
      snapshot.issuerOfPatientId ||
      (isForeign && snapshot.patientIdentifier ? row.organization.name.slice(0, 64) : ""),
  };
}

/** Encapsulated PDF (PS3.3 A.45.1), with the study's own attributes where it lies beside images. */
function encapsulate(
  row: ReportRow,
  patient: {
    name: string;
    birthDate: string | null;
    sex: string;
    patientIdentifier: string;
    issuerOfPatientId: string;
  },
  study: {
    studyDate: string;
    studyTime: string;
    studyId: string;
    accessionNumber: string;
    referringPhysician: string;
    description: string;
  } | null,
  pdf: Uint8Array,
  title: string,
): DicomObject {
  const { outcome } = row;
  const at = (outcome?.signedAt ?? new Date()).toISOString().replace(/\D/g, "");
  const padded = new Uint8Array(pdf.length + (pdf.length % 2));
  padded.set(pdf);
  return {
    SOPClassUID: "1.2.840.10008.5.1.4.1.1.104.1",
    SOPInstanceUID: outcome?.sopInstanceUid ?? "",
    StudyInstanceUID: outcome?.studyInstanceUid ?? "",
    SeriesInstanceUID: outcome?.seriesInstanceUid ?? "",
    PatientName: patient.name,
    PatientID: patient.patientIdentifier,
    ...(patient.issuerOfPatientId && { IssuerOfPatientID: patient.issuerOfPatientId }),
    PatientBirthDate: patient.birthDate ?? "",
    PatientSex: patient.sex,
    StudyDate: study?.studyDate ?? at.slice(0, 8),
    StudyTime: study?.studyTime ?? at.slice(8, 14),
    StudyID: study?.studyId ?? "",
    AccessionNumber: study?.accessionNumber ?? "",
    ReferringPhysicianName: study?.referringPhysician ?? "",
    StudyDescription: study?.description ?? title,
    Modality: "DOC",
    SeriesNumber: 990,
    SeriesDescription: title,
    Manufacturer: "Beeldbrug",
    ConversionType: "WSD",
    InstanceNumber: 1,
    ContentDate: at.slice(0, 8),
    ContentTime: at.slice(8, 14),
    AcquisitionDateTime: `${at.slice(0, 14)}+0000`,
    BurnedInAnnotation: "YES",
    DocumentTitle: title,
    ConceptNameCodeSequence: [
      { CodeValue: "11488-4", CodingSchemeDesignator: "LN", CodeMeaning: "Consult note" },
    ],
    MIMETypeOfEncapsulatedDocument: "application/pdf",
    EncapsulatedDocument: padded,
    EncapsulatedDocumentLength: pdf.length,
  };
}

async function* chunks(parts: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* parts;
}
