import { getString } from "./data-set";
import { DicomError } from "./errors";
import type { DataSet, ScanWarning } from "./model";
import { isAcceptableUid, isValidUid } from "./uids";

/** What makes an instance an instance. */
export interface InstanceIdentity {
  studyInstanceUid: string;
  seriesInstanceUid: string;
  sopInstanceUid: string;
  sopClassUid: string;
}

/**
 * The UIDs of an instance. Throws MISSING_UID or BAD_UID: a UID becomes part of keys, URLs and file names, so
 * only digits and dots in components of at most 64 characters are taken. Leading zeros, which real devices
 * write, are taken with a warning. The data set decides where File Meta says otherwise.
 */
export function identifyInstance(
  dataSet: DataSet,
  fileMeta: DataSet,
  warn: (code: ScanWarning["code"], message: string) => void = () => {},
): InstanceIdentity {
  const read = (keyword: string): string => {
    const uid = getString(dataSet, keyword);
    if (!uid) throw new DicomError("MISSING_UID", `${keyword} is missing.`);
    if (!isAcceptableUid(uid)) throw new DicomError("BAD_UID", `${keyword} is not a UID.`);
    if (!isValidUid(uid))
      warn("UID_NOT_STRICT", `${keyword} has a component that begins with 0 or an unknown root.`);
    return uid;
  };
  const identity = {
    studyInstanceUid: read("StudyInstanceUID"),
    seriesInstanceUid: read("SeriesInstanceUID"),
    sopInstanceUid: read("SOPInstanceUID"),
    sopClassUid: read("SOPClassUID"),
  };
  const inMeta = getString(fileMeta, "MediaStorageSOPInstanceUID");
  if (inMeta && inMeta !== identity.sopInstanceUid) {
    warn("META_UID_MISMATCH", "File Meta names another SOP Instance UID than the data set.");
  }
  return identity;
}
