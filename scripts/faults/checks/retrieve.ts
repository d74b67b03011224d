import type { Installation } from "../../scratch/installation";
import { dataSetOf } from "../../scratch/part10";
import { type MadeInstance, sha256 } from "../load/instances";

type Json = Record<string, { Value?: unknown[] }>;

/** A search of QIDO-RS; nothing found, or no such study, is an empty list. */
export async function search({ webPort, organizationToken }: Installation, path: string): Promise<Json[]> {
  const response = await get(webPort, organizationToken, path, "application/dicom+json");
  if (response.status === 204 || response.status === 404) return [];
  if (response.status !== 200) throw new Error(`QIDO-RS ${path} was answered ${response.status}`);
  return (await response.json()) as Json[];
}

/** SHA-256 of the data set that WADO-RS gives back; or what it answered instead. */
export async function retrieveHash(
  { webPort, organizationToken }: Installation,
  { studyInstanceUid, seriesInstanceUid, sopInstanceUid }: MadeInstance,
): Promise<string> {
  const path = `/studies/${studyInstanceUid}/series/${seriesInstanceUid}/instances/${sopInstanceUid}`;
  try {
    const accept = 'multipart/related; type="application/dicom"; transfer-syntax=*';
    const response = await get(webPort, organizationToken, path, accept);
    if (response.status !== 200) return `status ${response.status}`;
    return sha256(dataSetOf(onlyPart(Buffer.from(await response.arrayBuffer()), response.headers)));
  } catch (error) {
    return `broke off: ${(error as Error).message}`;
  }
}

const get = (port: number, token: string, path: string, accept: string): Promise<Response> =>
  fetch(`http://127.0.0.1:${port}/dicom-web${path}`, {
    headers: { accept, authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(30_000),
  });

function onlyPart(body: Buffer, headers: Headers): Buffer {
  const boundary = /boundary="?([^";]+)/.exec(headers.get("content-type") ?? "")?.[1];
  const start = body.indexOf("\r\n\r\n") + 4;
  const end = body.lastIndexOf(`\r\n--${boundary}--`);
  if (start < 4 || end < start) throw new Error("no whole part");
  return body.subarray(start, end);
}

export const firstOf = (json: Json, tag: string): unknown => json[tag]?.Value?.[0];
