/** What of an Instance row is needed to get at its bytes and frames. */
export interface StoredInstance {
  id: string;
  studyId: string;
  seriesId: string;
  studyInstanceUid: string;
  seriesInstanceUid: string;
  sopInstanceUid: string;
  sopClassUid: string;
  transferSyntaxUid: string;
  numberOfFrames: number;
  hasPixelData: boolean;
  objectKey: string;
  /** Bytes in the object. */
  offset: number;
  length: number;
  /** Where the data set begins, from `offset`. */
  dataSetOffset: number;
  frameIndex: Uint8Array | null;
}
