/** Why a file was not taken as DICOM. The codes are stable: reports, translations and tests rely on them. */
export type DicomErrorCode =
  | "NOT_DICOM"
  | "TRUNCATED"
  | "BAD_LENGTH"
  | "BAD_SEQUENCE"
  | "TOO_DEEP"
  | "TOO_MANY_ELEMENTS"
  | "TOO_LARGE_HEADER"
  | "TOO_LARGE_VALUE"
  | "DEFLATE_ERROR"
  | "DEFLATE_LIMIT"
  | "MISSING_UID"
  | "BAD_UID"
  | "BAD_VALUE"
  | "BAD_FRAME_INDEX"
  | "BAD_FILE_ID";

/** The only error that reading or writing DICOM throws on bad input; `offset` is the byte it was seen at. */
export class DicomError extends Error {
  override readonly name = "DicomError";

  constructor(
    readonly code: DicomErrorCode,
    message: string,
    readonly offset?: number,
  ) {
    super(message);
  }
}
