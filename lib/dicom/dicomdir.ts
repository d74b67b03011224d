import { type DicomObject, textOf } from "./attributes";
import {
  type DirectoryEntry,
  instanceKeys,
  recordTypeOf,
  recordValue,
  standsWithoutPatient,
} from "./directory-records";
import { elementHeader, encodeDataSet, encodeElement, itemHeader, joinBytes } from "./encode-data-set";
import { DicomError } from "./errors";
import { EXPLICIT_LITTLE_ENDIAN } from "./scan-layout";
import { TAG } from "./tags";
import { newUid, SOP_CLASS } from "./uids";
import { encodeFileMeta } from "./write-part10";

export type { DirectoryEntry } from "./directory-records";

interface DirectoryRecord {
  type: string;
  keys: DicomObject;
  file?: DirectoryEntry;
  children: DirectoryRecord[];
  bytes: Uint8Array;
  /** Offset of the record's item in the file. */
  offset: number;
}

export interface DicomdirOptions {
  /** Up to 16 capitals, digits, spaces and underscores. */
  fileSetId?: string;
  /** UID of the file-set; a new one by default. Give one to get the same bytes again. */
  sopInstanceUid?: string;
}

/**
 * A DICOMDIR (PS3.3 Annex F, STD-GEN profiles of PS3.11) over the given files, in their order.
 *
 * Records must have values that real instances often lack. They are filled so, and never in the instance:
 * Patient ID: "UNKNOWN" and a number per study, and one that two issuers gave gets " (2)"; Study Date and Time: the earliest series, acquisition, content
 * or creation date of the study with its time, else 19000101 and 000000; Study ID: the accession number, else
 * the study's place in the directory; Series Number and Instance Number: the place in study and series;
 * Modality: OT; other dates 19000101, times 000000, labels UNNAMED. What a VR does not hold is cut.
 *
 * Its length depends on the entries alone (a new UID has always the same length here).
 */
export function buildDicomdir(entries: readonly DirectoryEntry[], options: DicomdirOptions = {}): Uint8Array {
  for (const { fileId } of entries) checkFileId(fileId);
  const roots = arrange(entries);
  const records = flatten(roots);
  for (const record of records) record.bytes = encodeDataSet(recordObject(record, 0, 0));

  const sopInstanceUid = options.sopInstanceUid ?? newUidOfKnownLength();
  const meta = encodeFileMeta({
    sopClassUid: SOP_CLASS.mediaStorageDirectory,
    sopInstanceUid,
    transferSyntaxUid: EXPLICIT_LITTLE_ENDIAN,
  });
  const head = (first: number, last: number): Uint8Array =>
    joinBytes([
      meta,
      encodeElement(
        0x00041130,
        "CS",
        new TextEncoder().encode((options.fileSetId ?? "BEELDBRUG").slice(0, 16)),
      ),
      encodeElement(0x00041200, "UL", unsignedLong(first)),
      encodeElement(0x00041202, "UL", unsignedLong(last)),
      encodeElement(0x00041212, "US", new Uint8Array(2)),
      elementHeader(TAG.DirectoryRecordSequence, "SQ", total),
    ]);
  const total = records.reduce((sum, record) => sum + 8 + record.bytes.length, 0);

  let offset = head(0, 0).length;
  for (const record of records) {
    record.offset = offset;
    offset += 8 + record.bytes.length;
  }
  const parts = [head(roots[0]?.offset ?? 0, roots.at(-1)?.offset ?? 0)];
  linkAndEmit(roots, parts);
  return joinBytes(parts);
}

// Seven of ten have 44 characters; with those alone the length of a DICOMDIR is known beforehand.
function newUidOfKnownLength(): string {
  let uid = newUid();
  while (uid.length !== 44) uid = newUid();
  return uid;
}

function linkAndEmit(siblings: DirectoryRecord[], parts: Uint8Array[]): void {
  siblings.forEach((record, index) => {
    setOffsets(record.bytes, siblings[index + 1]?.offset ?? 0, record.children[0]?.offset ?? 0);
    parts.push(itemHeader(TAG.Item, record.bytes.length), record.bytes);
    linkAndEmit(record.children, parts);
  });
}

// (0004,1400) is the first element of a record, (0004,1420) follows (0004,1410): 8 + 4, 8 + 2, 8 + 4 bytes.
function setOffsets(bytes: Uint8Array, next: number, lower: number): void {
  bytes.set(unsignedLong(next), 8);
  bytes.set(unsignedLong(lower), 30);
}

function unsignedLong(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

function flatten(records: DirectoryRecord[]): DirectoryRecord[] {
  return records.flatMap((record) => [record, ...flatten(record.children)]);
}

function recordObject(record: DirectoryRecord, next: number, lower: number): DicomObject {
  const object: DicomObject = {
    OffsetOfTheNextDirectoryRecord: next,
    RecordInUseFlag: 0xffff,
    OffsetOfReferencedLowerLevelDirectoryEntity: lower,
    DirectoryRecordType: record.type,
    ...record.keys,
  };
  const { file } = record;
  if (file) {
    object.ReferencedFileID = [...file.fileId];
    object.ReferencedSOPClassUIDInFile = textOf(file.attributes, "SOPClassUID");
    object.ReferencedSOPInstanceUIDInFile = textOf(file.attributes, "SOPInstanceUID");
    object.ReferencedTransferSyntaxUIDInFile = file.transferSyntaxUid;
  }
  return object;
}

/** PS3.10 8.2 and PS3.12: up to 8 components of up to 8 capitals, digits and underscores. */
function checkFileId(fileId: readonly string[]): void {
  const isGood =
    fileId.length >= 1 && fileId.length <= 8 && fileId.every((part) => /^[A-Z0-9_]{1,8}$/.test(part));
  if (!isGood) throw new DicomError("BAD_FILE_ID", `"${fileId.join("/")}" is no file ID.`);
}

function groupBy(
  entries: readonly DirectoryEntry[],
  keyOf: (entry: DirectoryEntry) => string,
): DirectoryEntry[][] {
  const groups = new Map<string, DirectoryEntry[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return [...groups.values()];
}

function newRecord(
  type: string,
  keys: DicomObject,
  children: DirectoryRecord[],
  file?: DirectoryEntry,
): DirectoryRecord {
  const record: DirectoryRecord = { type, keys, children, bytes: new Uint8Array(0), offset: 0 };
  if (file) record.file = file;
  return record;
}

interface Counter {
  studies: number;
  unknown: number;
  patientIds: Set<string>;
}

function arrange(entries: readonly DirectoryEntry[]): DirectoryRecord[] {
  const own = entries.filter((entry) => standsWithoutPatient(recordTypeOf(entry.attributes)));
  const ofPatients = entries.filter((entry) => !standsWithoutPatient(recordTypeOf(entry.attributes)));
  const counter: Counter = { studies: 0, unknown: 0, patientIds: new Set() };
  const patients = groupBy(ofPatients, patientKey).map((group) => patientRecord(group, counter));
  return [...patients, ...own.map((entry) => instanceRecord(entry, 1))];
}

// The same number of another issuer is another patient; without a number, a study is a patient of its own.
function patientKey({ attributes }: DirectoryEntry): string {
  const id = textOf(attributes, "PatientID");
  return id
    ? JSON.stringify([id, textOf(attributes, "IssuerOfPatientID")])
    : textOf(attributes, "StudyInstanceUID");
}

function patientRecord(entries: DirectoryEntry[], counter: Counter): DirectoryRecord {
  const attributes = entries[0]?.attributes ?? {};
  const studies = groupBy(entries, (entry) => textOf(entry.attributes, "StudyInstanceUID"));
  let patientId = recordValue(attributes, "PatientID");
  if (patientId === "") {
    counter.unknown += 1;
    patientId = `UNKNOWN${counter.unknown}`;
  }
  // Within a file-set a Patient ID may stand in one record only (PS3.3 F.5.1).
  const plainId = patientId;
  for (let n = 2; counter.patientIds.has(patientId); n++) patientId = `${plainId.slice(0, 58)} (${n})`;
  counter.patientIds.add(patientId);
  const keys: DicomObject = { PatientID: patientId, PatientName: recordValue(attributes, "PatientName") };
  for (const keyword of ["PatientBirthDate", "PatientSex"]) {
    const value = recordValue(attributes, keyword);
    if (value) keys[keyword] = value;
  }
  return newRecord(
    "PATIENT",
    keys,
    studies.map((group) => {
      counter.studies += 1;
      return studyRecord(group, counter.studies);
    }),
  );
}

const DATES = ["Study", "Series", "Acquisition", "Content", "InstanceCreation"];

/** The study's date and time, or the best there is in its instances. */
function dateAndTime(entries: DirectoryEntry[]): { date: string; time: string } {
  for (const name of DATES) {
    const moments = entries
      .map(({ attributes }) => ({
        date: recordValue(attributes, `${name}Date`),
        time: recordValue(attributes, `${name}Time`),
      }))
      .filter((moment) => moment.date !== "")
      .sort((a, b) => (a.date + a.time < b.date + b.time ? -1 : 1));
    const [first] = moments;
    if (first) return { date: first.date, time: first.time || "000000" };
  }
  return { date: "19000101", time: "000000" };
}

function studyRecord(entries: DirectoryEntry[], ordinal: number): DirectoryRecord {
  const attributes = entries[0]?.attributes ?? {};
  const { date, time } = dateAndTime(entries);
  const accessionNumber = recordValue(attributes, "AccessionNumber");
  const keys: DicomObject = {
    StudyDate: date,
    StudyTime: recordValue(attributes, "StudyTime") || time,
    AccessionNumber: accessionNumber,
    StudyDescription: recordValue(attributes, "StudyDescription"),
    StudyInstanceUID: textOf(attributes, "StudyInstanceUID"),
    StudyID: recordValue(attributes, "StudyID") || accessionNumber || String(ordinal),
  };
  const series = groupBy(entries, (entry) => textOf(entry.attributes, "SeriesInstanceUID"));
  return newRecord(
    "STUDY",
    keys,
    series.map((group, index) => seriesRecord(group, index + 1)),
  );
}

function seriesRecord(entries: DirectoryEntry[], ordinal: number): DirectoryRecord {
  const attributes = entries[0]?.attributes ?? {};
  const keys: DicomObject = {
    Modality: recordValue(attributes, "Modality") || "OT",
    SeriesInstanceUID: textOf(attributes, "SeriesInstanceUID"),
    SeriesNumber: recordValue(attributes, "SeriesNumber") || String(ordinal),
  };
  const description = recordValue(attributes, "SeriesDescription");
  if (description) keys.SeriesDescription = description;
  return newRecord(
    "SERIES",
    keys,
    entries.map((entry, index) => instanceRecord(entry, index + 1)),
  );
}

function instanceRecord(entry: DirectoryEntry, ordinal: number): DirectoryRecord {
  const type = recordTypeOf(entry.attributes);
  const number = recordValue(entry.attributes, "InstanceNumber");
  return newRecord(
    type,
    instanceKeys(type, entry.attributes, number === "" ? ordinal : Number(number)),
    [],
    entry,
  );
}
