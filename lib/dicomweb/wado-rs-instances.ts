import { EXPLICIT_LITTLE_ENDIAN, type StoredInstance, transcodeInstance } from "@/lib/rendering";
import { ResponseSink } from "@/lib/storage";
import { acceptedRanges, negotiatePackaging } from "./accept";
import { requireDownload } from "./data-scope";
import { findInstance } from "./find-instance";
import {
  type InstancePlace,
  placesOfPath,
  storedInstance,
  writeStored,
  writeTranscoded,
} from "./instance-parts";
import { instanceSyntax } from "./instance-syntax";
import { MultipartWriter } from "./multipart-writer";
import { noteViewing } from "./note-viewing";
import type { DicomWebRequest } from "./request";
import { sendStoredRange } from "./send-stored-range";

const DICOM = "application/dicom";

/**
 * RetrieveStudy, RetrieveSeries, RetrieveInstance (PS3.18 10.4.1.1.1-3): the stored bytes, or each instance in
 * Explicit VR Little Endian for a client that doesn't take what is stored.
 */
export async function retrieveInstances(request: DicomWebRequest): Promise<void> {
  const instance = request.instance === undefined ? undefined : await findInstance(request);
  const places = instance ? [instance] : await placesOfPath(request);
  const { isMultipart, transferSyntax } = negotiatePackaging(
    acceptedRanges(request.req, request.query),
    [DICOM],
    instance !== undefined,
    (_, asked) => places.every((place) => instanceSyntax(place.transferSyntaxUid, asked) !== undefined),
  );
  requireDownload(request.scope);
  await noteViewing(request);
  const asDecided = (place: { transferSyntaxUid: string }) =>
    instanceSyntax(place.transferSyntaxUid, transferSyntax) as string;
  if (instance && !isMultipart) return sendInstance(request, instance, asDecided(instance));
  await sendParts(request, places, places.map(asDecided));
}

async function sendParts(
  { req, res }: DicomWebRequest,
  places: InstancePlace[],
  syntaxes: string[],
): Promise<void> {
  const writer = new MultipartWriter(res, DICOM);
  const isStored = places.every((place, at) => place.transferSyntaxUid === syntaxes[at]);
  const length =
    syntaxes.reduce((sum, syntax, at) => sum + writer.partOverhead(partHeaders(syntax), at === 0), 0) +
    places.reduce((sum, place) => sum + place.length, 0) +
    writer.closeLength;
  writer.start(isStored ? { "content-length": length } : {});
  if (req.method === "HEAD") {
    res.end();
    return;
  }
  // The first bytes may take a while; the client knows already that they come.
  res.flushHeaders();
  for (const [at, place] of places.entries()) {
    const headers = partHeaders(syntaxes[at] as string);
    if (place.transferSyntaxUid === syntaxes[at]) await writeStored(writer, headers, place);
    else await writeTranscoded(writer, headers, await storedInstance(place));
  }
  await writer.end();
}

async function sendInstance(
  request: DicomWebRequest,
  instance: StoredInstance,
  transferSyntaxUid: string,
): Promise<void> {
  if (transferSyntaxUid !== instance.transferSyntaxUid) return sendTranscoded(request, instance);
  await sendStoredRange(
    request,
    { key: instance.objectKey, offset: instance.offset, length: instance.length },
    {
      "content-type": partHeaders(transferSyntaxUid)["Content-Type"],
      etag: `"${instance.id}"`,
      vary: "Accept",
    },
  );
}

async function sendTranscoded({ req, res }: DicomWebRequest, instance: StoredInstance): Promise<void> {
  const { fileMeta, dataSet, dataSetLength } = await transcodeInstance(instance);
  res.writeHead(200, {
    "content-type": partHeaders(EXPLICIT_LITTLE_ENDIAN)["Content-Type"],
    "content-length": fileMeta.length + dataSetLength,
    "cache-control": "private, no-cache",
    vary: "Accept",
  });
  if (req.method === "HEAD") {
    res.end();
    return;
  }
  const sink = new ResponseSink(res);
  await sink.write(fileMeta);
  for await (const chunk of dataSet()) await sink.write(chunk);
  await sink.finish();
}

const partHeaders = (transferSyntaxUid: string) => ({
  "Content-Type": `${DICOM}; transfer-syntax=${transferSyntaxUid}`,
});
