/** A document attached to the share or the study outside DICOM. `url` is answered from a sandbox. */
export type ViewerDocument = {
  id: string;
  title: string;
  url: string;
  contentType: string;
  /** The page that shows it apart. */
  pageUrl: string;
};

export type ViewerProps = {
  /** Reads what this share grants; without it the organisation's own studies. */
  shareId?: string;
  studyInstanceUid?: string;
  /** The series to begin with; else the first with images. */
  seriesInstanceUid?: string;
  /** The image of that series to begin with, from 1. */
  frame?: number;
  /** A column and a row of that image, from 0, to mark. */
  place?: { x: number; y: number };
  /** Of whose conversation on the share this is; left out for who has no part in it. */
  conversation?: { userId: string };
  documents?: ViewerDocument[];
  /** Further studies of the patient that were asked for: opened with the first. */
  alsoOpen?: string[];
  /** Further shares about the same patient; what is most like the first study hangs beside it. */
  priorShareIds?: string[];
  /** Whether the share gives its originals away; own studies always do. */
  mayDownload?: boolean;
  /** Whether all of a share has arrived, and how many instances there will be when somebody knows. */
  arrival?: { isComplete: boolean; expected: number | null };
  /** A computer that asked for key images alone (IHE Invoke Image Display). */
  keyImagesOnly?: boolean;
  locale: "nl" | "en";
  /** The installation was approved for primary diagnosis; else every screen says that it wasn't. */
  isForDiagnosis?: boolean;
};
