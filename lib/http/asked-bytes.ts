import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { ProblemError } from "@/lib/errors";
import type { Asked } from "./note-refusal";

const DICOMWEB = /^\/dicom-web(?:\/shares\/([^/]+))?\/studies\/([0-9.]{1,64})(?:\/|$)/;
const ARCHIVE = /^\/api\/v1\/studies\/([^/]+)\/archive$/;
const PEER = /^\/api\/v1\/administration\/peers\/([^/]+)\/verify$/;

/**
 * What a byte route was asked for, for the log. A study that is there but lacks a picture or a frame is no refused
 * attempt: its 404 names nothing. Who may see a share its own verbs say, in the log too.
 */
export async function askedBytes(
  context: Context,
  method: string,
  pathname: string,
  error: unknown,
): Promise<Asked> {
  const archive = ARCHIVE.exec(pathname);
  if (archive)
    return {
      operation: `${method} /studies/{studyInstanceUid}/archive`,
      params: { studyInstanceUid: archive[1] ?? "" },
    };
  const peer = PEER.exec(pathname);
  if (peer)
    return {
      operation: `${method} /administration/peers/{peerId}/verify`,
      params: { peerId: peer[1] ?? "" },
    };
  const [, shareId, studyInstanceUid = ""] = DICOMWEB.exec(pathname) ?? [];
  if (studyInstanceUid === "") return { operation: `${method} ${withoutNames(pathname)}` };
  const operation = `${method} /dicom-web${shareId ? "/shares/{shareId}" : ""}/studies/{studyInstanceUid}`;
  const isMissing = error instanceof ProblemError && error.status === 404;
  if (!isMissing || (await isThere(context, shareId, studyInstanceUid))) return { operation };
  return { operation, params: { studyInstanceUid, ...(shareId && { shareId }) } };
}

const WORDS = new Set([
  ...["", "api", "v1", "shares", "archive", "events"],
  ...["dicom-web", "studies", "series", "instances", "opening", "uploads", "pdf-resources"],
]);

/** An address may hold anything that somebody typed: what isn't ours stands as a place. */
const withoutNames = (pathname: string) =>
  pathname
    .split("/", 8)
    .map((segment) => (WORDS.has(segment) ? segment : "{}"))
    .join("/");

async function isThere({ actor }: Context, shareId: string | undefined, studyInstanceUid: string) {
  if (shareId !== undefined) {
    if (!/^[0-9a-f-]{36}$/i.test(shareId)) return true;
    return (await db.shareStudy.count({ where: { shareId, study: { studyInstanceUid } } })) > 0;
  }
  if (actor.kind === "system") return true;
  return (await db.study.count({ where: { organizationId: actor.organizationId, studyInstanceUid } })) > 0;
}
