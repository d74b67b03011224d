import { ProblemError } from "@/lib/errors";
import { readInstanceBytes, type StoredInstance } from "@/lib/rendering";
import { type MediaRange, negotiate } from "./accept";
import { findBulkValue, metadataText } from "./bulk-values";
import type { JsonDataSet } from "./dicom-json";
import type { DicomWebRequest } from "./request";

const ENCAPSULATED_PDF = "1.2.840.10008.5.1.4.1.1.104.1";
/** Encapsulated Document. */
export const DOCUMENT = "00420011";

/** Documents from outside may hold anything: they run nothing and reach nothing. */
const SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

export function isEncapsulatedDocument({ sopClassUid }: StoredInstance): boolean {
  return sopClassUid === ENCAPSULATED_PDF;
}

/** The PDF inside an instance, to be shown in the browser. @throws ProblemError 406, 422 when it is no PDF */
export async function sendEncapsulatedDocument(
  { req, res }: DicomWebRequest,
  instance: StoredInstance,
  ranges: MediaRange[],
): Promise<void> {
  negotiate(ranges, ["application/pdf"]);
  const bytes = await documentBytes(instance);
  if (bytes.subarray(0, 1024).indexOf("%PDF-") < 0)
    throw new ProblemError(422, "not_a_pdf", "The document in this object is not a PDF.");
  res.writeHead(200, {
    "content-type": "application/pdf",
    "content-length": bytes.length,
    "content-disposition": "inline",
    "content-security-policy": SANDBOX,
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-cache",
  });
  res.end(req.method === "HEAD" ? undefined : bytes);
}

async function documentBytes(instance: StoredInstance): Promise<Buffer> {
  const { metadata } = await metadataText(instance);
  const dataSet = JSON.parse(metadata) as JsonDataSet;
  const inline = dataSet[DOCUMENT]?.InlineBinary;
  const whole =
    inline !== undefined
      ? Buffer.from(inline, "base64")
      : await readInstanceBytes(instance, await findBulkValue(instance, DOCUMENT), DOCUMENT);
  // (0042,0015) leaves out the byte that pads to an even length.
  const length = Number(dataSet["00420015"]?.Value?.[0] ?? whole.length);
  return length > 0 && length < whole.length ? whole.subarray(0, length) : whole;
}
