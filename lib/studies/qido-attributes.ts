/** DICOM JSON of a few attributes (PS3.18 F.2), by eight-digit tag. */
export type DicomJson = Record<string, { vr: string; Value?: unknown[] }>;

/** One attribute; empty values have no Value (F.2.5). */
export function attribute(
  vr: string,
  ...values: (string | number | undefined | null)[]
): { vr: string; Value?: unknown[] } {
  const given = values.filter((value) => value !== undefined && value !== null && value !== "");
  if (given.length === 0) return { vr };
  return { vr, Value: vr === "PN" ? given.map((value) => personName(String(value))) : given };
}

function personName(text: string): Record<string, string> {
  const [alphabetic, ideographic, phonetic] = text.split("=");
  return {
    ...(alphabetic && { Alphabetic: alphabetic }),
    ...(ideographic && { Ideographic: ideographic }),
    ...(phonetic && { Phonetic: phonetic }),
  };
}

export interface StudyForQido {
  studyInstanceUid: string;
  studyDate: string;
  studyTime: string;
  studyId: string;
  accessionNumber: string;
  description: string;
  referringPhysician: string;
  modalities: string[];
  seriesCount: number;
  instanceCount: number;
  patientName: string;
  patientIdentifier: string;
  patientBirthDate: string | null;
  timezoneOffset?: string;
  patient: { sex: string; issuerOfPatientId: string };
}

/**
 * The study level of a QIDO-RS answer (PS3.18 table 10.6.3-3) with what `includefield=all` adds, as text with its tags
 * in rising order. The Retrieve URL is relative to the root that answers.
 */
export function studyAnswer(study: StudyForQido): string {
  const byTag = ([one]: [string, unknown], [other]: [string, unknown]) => (one < other ? -1 : 1);
  return JSON.stringify(Object.fromEntries(Object.entries(studyAttributes(study)).sort(byTag)));
}

const RELATIVE_URL = /("00081190": ?\{"vr": ?"UR", ?"Value": ?\[")(?=\/)/;

/** Quotes within a value are escaped: what looks like the attribute can't be part of somebody's text. */
export function withRoot(studyAnswer: string, rootUrl: string): string {
  return studyAnswer.replace(RELATIVE_URL, (attribute) => attribute + rootUrl);
}

function studyAttributes(study: StudyForQido): DicomJson {
  const texts = [study.patientName, study.description, study.referringPhysician, study.patientIdentifier];
  return {
    // Answers are UTF-8, and say so where it matters.
    ...(texts.some((text) => /[^\x20-\x7e]/.test(text)) && { "00080005": attribute("CS", "ISO_IR 192") }),
    ...(study.timezoneOffset && { "00080201": attribute("SH", study.timezoneOffset) }),
    "00080020": attribute("DA", study.studyDate),
    "00080030": attribute("TM", study.studyTime),
    "00080050": attribute("SH", study.accessionNumber),
    "00080056": attribute("CS", "ONLINE"),
    "00080061": attribute("CS", ...study.modalities),
    "00080090": attribute("PN", study.referringPhysician),
    "00081030": attribute("LO", study.description),
    "00081190": attribute("UR", `/studies/${study.studyInstanceUid}`),
    "00100010": attribute("PN", study.patientName),
    "00100020": attribute("LO", study.patientIdentifier),
    ...(study.patient.issuerOfPatientId && { "00100021": attribute("LO", study.patient.issuerOfPatientId) }),
    "00100030": attribute("DA", study.patientBirthDate),
    "00100040": attribute("CS", study.patient.sex),
    "0020000D": attribute("UI", study.studyInstanceUid),
    "00200010": attribute("SH", study.studyId),
    "00201206": attribute("IS", study.seriesCount),
    "00201208": attribute("IS", study.instanceCount),
  };
}
