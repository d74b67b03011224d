import type { DicomJson } from "./dicom-json";
import { failureOf, ViewerFailure } from "./failure";

/** Where the viewer reads: one share, or the organisation's own studies. */
export function dicomwebRoot(shareId: string | undefined): string {
  return shareId ? `/dicom-web/shares/${encodeURIComponent(shareId)}` : "/dicom-web";
}

export function seriesUrl(root: string, studyUid: string, seriesUid: string): string {
  return `${root}/studies/${studyUid}/series/${seriesUid}`;
}

export function instanceUrl(root: string, studyUid: string, seriesUid: string, sopUid: string): string {
  return `${seriesUrl(root, studyUid, seriesUid)}/instances/${sopUid}`;
}

/**
 * One DICOM JSON answer; [] for 204.
 * @throws ViewerFailure for every answer that isn't a success, and when there is no answer.
 */
export async function fetchDicomJson(url: string, signal?: AbortSignal): Promise<DicomJson[]> {
  const response = await request(url, "application/dicom+json", signal);
  if (response.status === 204) return [];
  const body: unknown = await response.json().catch(() => {
    throw new ViewerFailure("server", response.status);
  });
  return Array.isArray(body) ? (body as DicomJson[]) : [];
}

/** A GET that throws a ViewerFailure unless the answer is a success. */
export async function request(url: string, accept: string, signal?: AbortSignal): Promise<Response> {
  const response = await fetch(url, { headers: { Accept: accept }, signal: signal ?? null }).catch(
    (error) => {
      if (signal?.aborted) throw error;
      throw new ViewerFailure("network");
    },
  );
  if (!response.ok)
    throw new ViewerFailure(failureOf(response.status, await problemCode(response)), response.status);
  return response;
}

async function problemCode(response: Response): Promise<string | undefined> {
  const problem = (await response.json().catch(() => null)) as { code?: unknown } | null;
  return typeof problem?.code === "string" ? problem.code : undefined;
}
