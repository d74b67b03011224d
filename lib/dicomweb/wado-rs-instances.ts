import { db } from "@/lib/db";
import { storage } from "@/lib/storage";
import { acceptedRanges, negotiatePackaging, notAcceptable } from "./accept";
import { requireDownload } from "./data-scope";
import { findInstance } from "./find-instance";
import { FROM_INSTANCES, instancesOfPath, listInstanceIds } from "./granted-instances";
import { MultipartWriter } from "./multipart-writer";
import { noteViewing } from "./note-viewing";
import type { DicomWebRequest } from "./request";
import { sendStoredRange } from "./send-stored-range";

const DICOM = "application/dicom";
const PAGE = 500;

/** RetrieveStudy, RetrieveSeries, RetrieveInstance (PS3.18 10.4.1.1.1-3): the stored bytes, streamed. */
export async function retrieveInstances(request: DicomWebRequest): Promise<void> {
  const ranges = acceptedRanges(request.req, request.query);
  const packaging = negotiatePackaging(ranges, [DICOM], request.instance !== undefined);
  if (request.instance !== undefined) return retrieveInstance(request, packaging);
  requireDownload(request.scope);
  const ids = await listInstanceIds(request);
  await requireSyntax(request, packaging.transferSyntax);
  await noteViewing(request);
  const writer = new MultipartWriter(request.res, DICOM);
  writer.start();
  if (request.req.method === "HEAD") {
    request.res.end();
    return;
  }
  for (let at = 0; at < ids.length; at += PAGE) {
    for (const row of await rowsOf(ids.slice(at, at + PAGE))) {
      const object = await storage.open(row.objectKey);
      try {
        await writer.partFrom(partHeaders(row), object, [
          { offset: Number(row.offset), length: Number(row.length) },
        ]);
      } finally {
        await object.close();
      }
    }
  }
  await writer.end();
}

async function retrieveInstance(
  request: DicomWebRequest,
  { isMultipart, transferSyntax }: { isMultipart: boolean; transferSyntax: string | undefined },
): Promise<void> {
  const instance = await findInstance(request);
  requireDownload(request.scope);
  if (transferSyntax !== undefined && transferSyntax !== "*" && transferSyntax !== instance.transferSyntaxUid)
    throw notAcceptable();
  await noteViewing(request);
  const source = { key: instance.objectKey, offset: instance.offset, length: instance.length };
  if (!isMultipart)
    return sendStoredRange(request, source, {
      "content-type": `${DICOM}; transfer-syntax=${instance.transferSyntaxUid}`,
      etag: `"${instance.id}"`,
      vary: "Accept",
    });
  const writer = new MultipartWriter(request.res, DICOM);
  const headers = partHeaders(instance);
  const length = writer.partOverhead(headers, true) + instance.length + writer.closeLength;
  writer.start({ "content-length": length, etag: `"${instance.id}-m"` });
  if (request.req.method === "HEAD") {
    request.res.end();
    return;
  }
  const object = await storage.open(source.key);
  try {
    await writer.partFrom(headers, object, [source]);
    await writer.end();
  } finally {
    await object.close();
  }
}

const partHeaders = ({ transferSyntaxUid }: { transferSyntaxUid: string }) => ({
  "Content-Type": `${DICOM}; transfer-syntax=${transferSyntaxUid}`,
});

/** A client that names one transfer syntax gets all instances in it, or none. @throws ProblemError 406 */
async function requireSyntax(request: DicomWebRequest, transferSyntax: string | undefined): Promise<void> {
  if (transferSyntax === undefined || transferSyntax === "*") return;
  const others = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM ${FROM_INSTANCES}
    WHERE ${instancesOfPath(request)} AND i."transferSyntaxUid" <> ${transferSyntax} LIMIT 1`;
  if (others.length > 0) throw notAcceptable();
}

async function rowsOf(ids: string[]) {
  const rows = await db.instance.findMany({
    where: { id: { in: ids } },
    select: { id: true, transferSyntaxUid: true, objectKey: true, offset: true, length: true },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id)).filter((row) => row !== undefined);
}
