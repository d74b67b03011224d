import { type DicomObject, readAttributes, textOf } from "./attributes";
import { parseDate, parseTime } from "./dates";
import { lookUpKeyword } from "./dictionary";
import { sopClass } from "./uids";

/** One file of the media set. */
export interface DirectoryEntry {
  /** Components of the file ID, as the file stands below the DICOMDIR's folder. */
  fileId: readonly string[];
  transferSyntaxUid: string;
  /** Attributes of the instance, as plain object or DICOM JSON; more than needed does no harm. */
  attributes: DicomObject;
}

/** Record types that stand in the root, not below a patient (PS3.3 F.4). */
const WITHOUT_PATIENT = new Set(["HANGING PROTOCOL", "PALETTE", "IMPLANT", "IMPLANT ASSY", "IMPLANT GROUP"]);

export function recordTypeOf(attributes: DicomObject): string {
  // Private and newer SOP classes: IMAGE when there are pixels, PRIVATE records are not allowed by STD-GEN.
  return (
    sopClass(textOf(attributes, "SOPClassUID"))?.recordType ??
    (textOf(attributes, "Rows") ? "IMAGE" : "RAW DATA")
  );
}

export const standsWithoutPatient = (recordType: string): boolean => WITHOUT_PATIENT.has(recordType);

/** What to put where an attribute is absent: a value, "" for an empty one (type 2), nothing for type 3. */
type Keys = Record<string, string>;

const CONTENT: Keys = { ContentDate: "19000101", ContentTime: "000000" };
const IDENTIFICATION: Keys = { ContentLabel: "UNNAMED", ContentDescription: "", ContentCreatorName: "" };

/** Keys of the record types (PS3.3 F.5) besides InstanceNumber, which all of them get. */
const KEYS: Record<string, Keys> = {
  IMAGE: {},
  "RT DOSE": { DoseSummationType: "PLAN" },
  "RT STRUCTURE SET": { StructureSetLabel: "UNNAMED", StructureSetDate: "", StructureSetTime: "" },
  "RT PLAN": { RTPlanLabel: "UNNAMED", RTPlanDate: "", RTPlanTime: "" },
  "RT TREAT RECORD": { TreatmentDate: "", TreatmentTime: "" },
  PRESENTATION: {
    ...IDENTIFICATION,
    PresentationCreationDate: "19000101",
    PresentationCreationTime: "000000",
  },
  WAVEFORM: CONTENT,
  "SR DOCUMENT": { ...CONTENT, CompletionFlag: "PARTIAL", VerificationFlag: "UNVERIFIED" },
  "KEY OBJECT DOC": CONTENT,
  "ENCAP DOC": {
    ContentDate: "",
    ContentTime: "",
    DocumentTitle: "",
    MIMETypeOfEncapsulatedDocument: "application/pdf",
  },
  SPECTROSCOPY: {
    ...CONTENT,
    ImageType: "ORIGINAL\\PRIMARY",
    NumberOfFrames: "1",
    Rows: "1",
    Columns: "1",
    DataPointRows: "1",
    DataPointColumns: "1",
  },
  "RAW DATA": CONTENT,
  REGISTRATION: { ...CONTENT, ...IDENTIFICATION },
  FIDUCIAL: { ...CONTENT, ...IDENTIFICATION },
  "VALUE MAP": { ...CONTENT, ...IDENTIFICATION },
  STEREOMETRIC: IDENTIFICATION,
  MEASUREMENT: { ...CONTENT, ...IDENTIFICATION },
  SURFACE: { ...CONTENT, ...IDENTIFICATION },
  "SURFACE SCAN": CONTENT,
  TRACT: { ...CONTENT, ...IDENTIFICATION },
  ASSESSMENT: { InstanceCreationDate: "19000101", InstanceCreationTime: "" },
  RADIOTHERAPY: {
    UserContentLabel: "",
    UserContentLongLabel: "",
    ContentDescription: "",
    ContentCreatorName: "",
  },
  ANNOTATION: { ...CONTENT, ...IDENTIFICATION },
  PLAN: {},
  "HANGING PROTOCOL": {
    HangingProtocolName: "UNNAMED",
    HangingProtocolDescription: "UNNAMED",
    HangingProtocolLevel: "SITE",
    HangingProtocolCreator: "UNKNOWN",
    HangingProtocolCreationDateTime: "19000101",
    NumberOfPriorsReferenced: "0",
  },
  PALETTE: { ContentLabel: "UNNAMED", ContentDescription: "" },
  IMPLANT: { Manufacturer: "UNKNOWN", ImplantName: "UNNAMED", ImplantPartNumber: "1" },
  "IMPLANT ASSY": {
    ImplantAssemblyTemplateName: "UNNAMED",
    Manufacturer: "UNKNOWN",
    ProcedureTypeCodeSequence: "",
  },
  "IMPLANT GROUP": { ImplantTemplateGroupName: "UNNAMED", ImplantTemplateGroupIssuer: "UNKNOWN" },
};

/** Sequences to copy where the instance has them. */
const SEQUENCES: Record<string, string[]> = {
  SPECTROSCOPY: ["ReferencedImageEvidenceSequence"],
  PRESENTATION: ["ReferencedSeriesSequence", "BlendingSequence"],
  "SR DOCUMENT": ["ConceptNameCodeSequence"],
  "KEY OBJECT DOC": ["ConceptNameCodeSequence"],
  "ENCAP DOC": ["ConceptNameCodeSequence"],
  "HANGING PROTOCOL": ["HangingProtocolDefinitionSequence", "HangingProtocolUserIdentificationCodeSequence"],
};

// Type 2 in records: present, if empty.
const EMPTY_SEQUENCES = new Set(["ConceptNameCodeSequence", "HangingProtocolUserIdentificationCodeSequence"]);

// Record keys that must hold a value although real instances leave them out.
const REQUIRED_SEQUENCES: Record<string, DicomObject> = {
  "SR DOCUMENT": code("121111", "Summary"),
  "KEY OBJECT DOC": code("113000", "Of Interest"),
};

function code(value: string, meaning: string): DicomObject {
  return { CodeValue: value, CodingSchemeDesignator: "DCM", CodeMeaning: meaning };
}

/** The longest value of the text VRs that records hold, in characters (PS3.5 6.2). */
const LONGEST: Record<string, number> = { CS: 16, SH: 16, LO: 64, PN: 64, ST: 1024, IS: 12, UI: 64 };

/** A text value of an instance fit for a record: cut to its VR, dates and times only when they are ones. */
export function recordValue(attributes: DicomObject, keyword: string): string {
  const vr = lookUpKeyword(keyword)?.vr ?? "LO";
  const text = textOf(attributes, keyword);
  if (vr === "DA") return parseDate(text)?.replaceAll("-", "") ?? "";
  if (vr === "TM") return parseTime(text)?.replaceAll(":", "") ?? "";
  if (vr === "IS") return /^[+-]?\d{1,11}$/.test(text) ? text : "";
  // Control characters end where a record is read by others' tools.
  const plain = text.replace(/[\p{Cc}\\]/gu, " ").trim();
  if (vr === "CS")
    return plain
      .toUpperCase()
      .replace(/[^A-Z0-9 _]/g, "_")
      .slice(0, 16)
      .trim();
  return [...plain]
    .slice(0, LONGEST[vr] ?? 64)
    .join("")
    .trim();
}

/** The keys of an instance's own record. */
export function instanceKeys(
  recordType: string,
  attributes: DicomObject,
  instanceNumber: number,
): DicomObject {
  const keys: DicomObject = standsWithoutPatient(recordType)
    ? {}
    : { InstanceNumber: String(instanceNumber) };
  for (const [keyword, fallback] of Object.entries(KEYS[recordType] ?? {})) {
    const vr = lookUpKeyword(keyword)?.vr;
    if (keyword === "ImageType") keys[keyword] = fallback;
    else if (vr === "SQ") keys[keyword] = copySequence(attributes, keyword) ?? [];
    else if (vr === "US" || vr === "UL") keys[keyword] = Number(recordValue(attributes, keyword) || fallback);
    else if (vr === "DT") keys[keyword] = textOf(attributes, keyword).slice(0, 26) || fallback;
    else keys[keyword] = recordValue(attributes, keyword) || fallback;
  }
  for (const keyword of SEQUENCES[recordType] ?? []) {
    const required = REQUIRED_SEQUENCES[recordType];
    const copied = copySequence(attributes, keyword) ?? (required && [required]);
    if (copied && keyword === "ReferencedImageEvidenceSequence") keys[keyword] = flattenEvidence(copied);
    else if (copied) keys[keyword] = copied;
    else if (EMPTY_SEQUENCES.has(keyword)) keys[keyword] = [];
  }
  if (recordType === "SR DOCUMENT" && keys.VerificationFlag === "VERIFIED") {
    keys.VerificationDateTime = verificationDateTime(attributes, String(keys.ContentDate));
  }
  const hl7Identifier = isCda(attributes) ? recordValue(attributes, "HL7InstanceIdentifier") : "";
  if (hl7Identifier) keys.HL7InstanceIdentifier = hl7Identifier;
  return keys;
}

// Required for HL7 documents, forbidden for others (PS3.3 table F.5-33).
function isCda(attributes: DicomObject): boolean {
  return textOf(attributes, "SOPClassUID") === "1.2.840.10008.5.1.4.1.1.104.2";
}

/** References below studies and series, as the record wants them: one flat list of instances. */
function flattenEvidence(items: DicomObject[]): DicomObject[] {
  const below = (item: DicomObject, keyword: string) => copySequence(item, keyword) ?? [];
  return items
    .flatMap((study) => below(study, "ReferencedSeriesSequence"))
    .flatMap((series) => below(series, "ReferencedSOPSequence"))
    .map((reference) => ({
      ReferencedSOPClassUID: textOf(reference, "ReferencedSOPClassUID"),
      ReferencedSOPInstanceUID: textOf(reference, "ReferencedSOPInstanceUID"),
    }));
}

function copySequence(attributes: DicomObject, keyword: string): DicomObject[] | undefined {
  const tag = lookUpKeyword(keyword)?.tag;
  const found = readAttributes(attributes).find((attribute) => attribute.tag === tag);
  return found?.items && found.items.length > 0 ? found.items : undefined;
}

function verificationDateTime(attributes: DicomObject, contentDate: string): string {
  const tag = lookUpKeyword("VerifyingObserverSequence")?.tag;
  const observers = readAttributes(attributes).find((attribute) => attribute.tag === tag)?.items ?? [];
  const times = observers.map((observer) => textOf(observer, "VerificationDateTime")).filter(Boolean);
  return times.sort().at(-1) ?? contentDate;
}
