import { FACILITIES } from "./facilities";
import type { DemoPatient } from "./patients";
import type { Report, StudyPlan } from "./plan";
import { reportPdf } from "./report-pdf";
import { code } from "./series/image";
import type { DicomAttributes } from "./types";

const DIAGNOSTIC_REPORT = code("18748-4", "LN", "Diagnostic imaging report");

/** Encapsulated PDF (PS3.3 A.45.1), without patient, study and UIDs. */
export async function pdfAttributes(
  plan: StudyPlan,
  patient: DemoPatient,
  report: Report,
): Promise<DicomAttributes> {
  const pdf = await reportPdf(plan, patient, report);
  const padded = new Uint8Array(pdf.length + (pdf.length % 2));
  padded.set(pdf);
  return {
    SOPClassUID: "1.2.840.10008.5.1.4.1.1.104.1",
    Modality: "DOC",
    SeriesNumber: 90,
    SeriesDescription: "Verslag",
    ConversionType: "WSD",
    InstanceNumber: 1,
    AcquisitionDateTime: `${plan.date}${plan.time}`,
    BurnedInAnnotation: "YES",
    DocumentTitle: "Radiologisch verslag",
    ConceptNameCodeSequence: [DIAGNOSTIC_REPORT],
    MIMETypeOfEncapsulatedDocument: "application/pdf",
    EncapsulatedDocument: padded,
    EncapsulatedDocumentLength: pdf.length,
  };
}

/** Basic Text SR (PS3.3 A.35.1) after TID 2000: three sections of text. */
export function srAttributes(plan: StudyPlan, report: Report): DicomAttributes {
  const facility = FACILITIES[plan.organization];
  const section = (
    value: string,
    meaning: string,
    textCode: DicomAttributes,
    text: string,
  ): DicomAttributes => ({
    RelationshipType: "CONTAINS",
    ValueType: "CONTAINER",
    ConceptNameCodeSequence: [code(value, "LN", meaning)],
    ContinuityOfContent: "SEPARATE",
    ContentSequence: [
      {
        RelationshipType: "CONTAINS",
        ValueType: "TEXT",
        ConceptNameCodeSequence: [textCode],
        TextValue: text,
      },
    ],
  });
  return {
    SOPClassUID: "1.2.840.10008.5.1.4.1.1.88.11",
    Modality: "SR",
    SeriesNumber: 91,
    SeriesDescription: "Verslag (SR)",
    InstanceNumber: 1,
    CompletionFlag: "COMPLETE",
    VerificationFlag: "VERIFIED",
    VerifyingObserverSequence: [
      {
        VerifyingObserverName: facility.radiologists[0] ?? "",
        VerifyingObserverIdentificationCodeSequence: [],
        VerifyingOrganization: facility.institution,
        VerificationDateTime: `${plan.date}235900`,
      },
    ],
    ReferencedPerformedProcedureStepSequence: [],
    PerformedProcedureCodeSequence: [],
    ValueType: "CONTAINER",
    ConceptNameCodeSequence: [DIAGNOSTIC_REPORT],
    ContinuityOfContent: "SEPARATE",
    ContentSequence: [
      {
        RelationshipType: "HAS CONCEPT MOD",
        ValueType: "CODE",
        ConceptNameCodeSequence: [code("121049", "DCM", "Language of Content Item and Descendants")],
        ConceptCodeSequence: [code("nl", "RFC5646", "Dutch")],
      },
      section("55115-0", "Request", code("121060", "DCM", "History"), report.indication),
      section("59776-5", "Findings", code("121071", "DCM", "Finding"), report.findings),
      section("19005-8", "Impressions", code("121073", "DCM", "Impression"), report.conclusion),
    ],
  };
}
