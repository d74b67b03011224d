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
  documents?: ViewerDocument[];
  locale: "nl" | "en";
};
