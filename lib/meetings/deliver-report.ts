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
import { makeReport, type ReportRow, reportLocale, reportSelect, signedOf, snapshotOf } from "./report";

/**
 * Brings a signed outcome to its referrer: as an Encapsulated PDF instance and as a PDF beside it in the referrer's
 * archive, and as a share of both in the inbox. Again is harmless: UIDs were chosen at signing, and the same content
 * is the same bytes. One that replaces another says so; the other is kept, and its document is named as replaced.
 */
export async function deliverReport({ caseId }: { caseId: string }): Promise<void> {
  const row = await db.meetingCase.findUnique({ where: { id: caseId }, select: reportSelect });
  if (!row?.outcome?.signedAt || !row.outcome.signedById || row.outcome.reportedAt) return;
  const signed = signedOf(row);
  if (!signed) return;
  const { replaces } = signed;
  const context = systemContext("job:meeting-report");
  const { organizationId } = row.referrer;
  const studyInstanceUid = row.outcome.studyInstanceUid ?? "";
  const key = { organizationId_studyInstanceUid: { organizationId, studyInstanceUid } };
  const there = await db.study.findUnique({ where: key, include: { patient: true } });
  const patient = there ? there.patient : identityFor(row);
  const locale = reportLocale(row);
  const { t, format } = getTranslator(locale, "meetings");
  const date = format.date(row.meeting.startsAt);
  const pdf = await makeReport(row, signed, patient, locale);
  const title = replaces
    ? t("report.seriesReplaces", { time: format.dateTime(replaces.signedAt) })
    : t("report.title");

  const batch = openIngest(context, { organizationId, origin: "IMPORTED", studyInstanceUid });
  await batch.add(chunks(writePart10(encapsulate(row, patient, there, pdf, { title, index: signed.index }))));
  const [entry] = await batch.commit();
  if (entry?.outcome !== "STORED" && entry?.outcome !== "DUPLICATE")
    throw new Error(`the report was not stored: ${entry?.code ?? ""} ${entry?.reason ?? ""}`);
  await addDocument(context, {
    organizationId,
    studyInstanceUid,
    title: replaces
      ? t("report.documentAmended", { date, amended: format.date(signed.signedAt) })
      : t("report.documentTitle", { date }),
    bytes: chunks([pdf]),
  });

  const sha256 = new Uint8Array(createHash("sha256").update(pdf).digest());
  await db.$transaction(async (transaction) => {
    const { count } = await transaction.meetingOutcome.updateMany({
      // Not what was opened again, or signed anew, since this began.
      where: { caseId: row.id, sopInstanceUid: row.outcome?.sopInstanceUid ?? "", reportedAt: null },
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
      message: replaces
        ? t("report.messageReplaces", {
            meeting: row.meeting.series.title,
            date,
            time: format.dateTime(replaces.signedAt),
          })
        : t("report.message", { meeting: row.meeting.series.title, date }),
    });
    if (replaces?.reportShareId) {
      const before = await transaction.studyDocument.findMany({
        where: { shares: { some: { shareId: replaces.reportShareId } } },
        select: { id: true, title: true },
      });
      for (const { id, title } of before)
        await transaction.studyDocument.update({
          where: { id },
          data: { title: t("report.documentReplaced", { title, date: format.date(signed.signedAt) }) },
        });
    }
    await transaction.meetingOutcome.update({ where: { caseId: row.id }, data: { reportShareId } });
    await recordMeeting(transaction, context, row.meeting, {
      action: "meeting-case.reported",
      eventCode: EventCode.transferred,
      case: row,
      organizations: [organizationId],
      detail: {
        shareId: reportShareId,
        ...(replaces?.sopInstanceUid && { replaces: replaces.sopInstanceUid }),
      },
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
  { title, index }: { title: string; index: number },
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
    // A series for each, so that a share of the last one holds nothing that it replaced.
    SeriesNumber: 990 + index,
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
