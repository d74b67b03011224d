import type { IncomingMessage, ServerResponse } from "node:http";
import { EventCode, recordAuditAlone } from "@/lib/audit";
import { type Context, requireScope } from "@/lib/context";
import { db } from "@/lib/db";
import { notFound, ProblemError } from "@/lib/errors";
import { markDownloaded, markOpened, resolveShareGrant } from "@/lib/shares";
import { ReaderGoneError } from "@/lib/storage";
import { organizationToRead } from "@/lib/studies";
import { buildArchive } from "./build-archive";
import type { ArchivePlan } from "./plan-archive";
import { sendArchive } from "./send-archive";

const PATH = /^\/api\/v1\/(studies|shares)\/([^/]+)\/archive$/;

/** `GET /api/v1/studies/{uid}/archive` and `/api/v1/shares/{id}/archive`. Errors are thrown as ProblemError. */
export async function handleArchive(
  req: IncomingMessage,
  res: ServerResponse,
  context: Context,
): Promise<void> {
  const [, kind, id = ""] = PATH.exec((req.url ?? "").split("?", 1)[0] ?? "") ?? [];
  if (kind === undefined) throw notFound();
  if (req.method !== "GET" && req.method !== "HEAD") {
    res.setHeader("allow", "GET, HEAD");
    throw new ProblemError(405, "method_not_allowed", "This address does not take that method.");
  }
  requireScope(context, "api");
  try {
    if (kind === "studies") await sendStudy(req, res, context, id);
    else await sendShare(req, res, context, id);
  } catch (error) {
    // Downloads are cut off every day; the client comes back with a range.
    if (error instanceof ReaderGoneError) return;
    throw error;
  }
}

async function sendStudy(
  req: IncomingMessage,
  res: ServerResponse,
  context: Context,
  uid: string,
): Promise<void> {
  const organizationId = organizationToRead(context);
  if (!/^[0-9.]{1,64}$/.test(uid)) throw notFound();
  const study = await db.study.findUnique({
    where: { organizationId_studyInstanceUid: { organizationId, studyInstanceUid: uid } },
    select: { id: true, studyInstanceUid: true, patientId: true, patientIdentifier: true },
  });
  if (!study) throw notFound();
  const plan = await buildArchive({ studies: [{ studyId: study.id, seriesInstanceUids: "all" }] });
  const record = (isComplete: boolean) =>
    recordAuditAlone(context, {
      eventCode: EventCode.export,
      action: "study.downloaded",
      patient: { id: study.patientId, patientIdentifier: study.patientIdentifier },
      studyInstanceUid: study.studyInstanceUid,
      ground: { treatmentRelation: true },
      detail: { isComplete },
    });
  let isComplete = false;
  try {
    isComplete = await sendArchive(req, res, plan, fileName(plan));
  } finally {
    // Bytes that left before the line broke are an export too.
    if (req.method === "GET") await record(isComplete);
  }
}

async function sendShare(
  req: IncomingMessage,
  res: ServerResponse,
  context: Context,
  id: string,
): Promise<void> {
  const grant = await resolveShareGrant(context, id);
  if (!grant.canDownload)
    throw new ProblemError(403, "download_not_allowed", "The sender allows viewing only, not downloading.");
  const plan = await buildArchive({ studies: [...grant.studies.values()], documentIds: grant.documentIds });
  if (req.method === "GET")
    for (const studyInstanceUid of grant.studies.keys()) await markOpened(context, grant, studyInstanceUid);
  const isComplete = await sendArchive(req, res, plan, fileName(plan));
  if (isComplete) await markDownloaded(context, grant);
}

/** Nothing of the patient: file names travel further than files. */
function fileName({ etag }: ArchivePlan): string {
  return `beeldbrug-${etag
    .replace(/[^A-Za-z0-9]/g, "")
    .slice(0, 8)
    .toLowerCase()}.zip`;
}
