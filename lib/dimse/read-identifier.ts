import { type DataSet, DicomError, encodeFileMeta, Part10Scanner } from "@/lib/dicom";
import { RequestRefusal } from "./request-refusal";
import { Status } from "./status";
import type { IncomingRequest } from "./upper-layer/association";

/** Ten thousand references of a storage commitment fit; so do long lists of UIDs. */
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * The data set of a request that holds keys or references, read whole. @throws RequestRefusal for what can't be
 * read or is too long
 */
export async function readIdentifier({ dataSet, context, command }: IncomingRequest): Promise<DataSet> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of dataSet) {
    length += part.length;
    if (length > MOST_BYTES) throw new RequestRefusal(Status.unableToProcess, "the identifier is too long");
    parts.push(part);
  }
  if (length === 0) throw new RequestRefusal(Status.unableToProcess, "the identifier is missing");
  return parseDataSet(Buffer.concat(parts), context.transferSyntax, command.affectedSopClassUid);
}

/** @throws RequestRefusal */
function parseDataSet(bytes: Uint8Array, transferSyntaxUid: string, sopClassUid = ""): DataSet {
  const scanner = new Part10Scanner({
    requireIdentity: false,
    limits: { maxValueBytes: MOST_BYTES, maxElements: 100_000, maxDepth: 8 },
  });
  try {
    scanner.write(encodeFileMeta({ sopClassUid, sopInstanceUid: "", transferSyntaxUid }));
    scanner.write(bytes);
    return scanner.end().dataSet;
  } catch (error) {
    if (error instanceof DicomError)
      throw new RequestRefusal(Status.unableToProcess, "the identifier is malformed");
    throw error;
  }
}
