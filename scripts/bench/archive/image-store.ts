/** A DICOM server under measurement; requests are made to paths below `origin`. */
export interface ImageStore {
  name: string;
  origin: string;
  /** Path of the DICOMweb root. */
  root: string;
  headers: Record<string, string>;
  dimse: { port: number; aeTitle: string };
  /** Process ids by what they do. */
  processes: () => Record<string, number>;
  /** Where a study can be had as a ZIP. */
  archivePath(studyInstanceUid: string): Promise<string>;
  stop(): Promise<void>;
}
