import { type DicomObject, encodeDataSet, implicitVrOf } from "@/lib/dicom";
import { IMPLICIT_LITTLE_ENDIAN } from "./sop-classes";

/** A small data set in one of the two transfer syntaxes that the services beside storage are negotiated in. */
export function writeDataSet(object: DicomObject, transferSyntaxUid: string): Uint8Array {
  const explicit = encodeDataSet(object);
  return transferSyntaxUid === IMPLICIT_LITTLE_ENDIAN ? implicitVrOf(explicit) : explicit;
}
