import { EventCode, recordAuditAlone } from "@/lib/audit";
import type { DicomObject } from "@/lib/dicom";
import { env } from "@/lib/env";
import { ProblemError } from "@/lib/errors";
import { streamAttributes } from "@/lib/studies";
import type { AdmittedPeer } from "./admitted-peer";
import { type QueryKeys, queryKeysOf } from "./query-keys";
import { queryLevelOf } from "./query-level";
import { readIdentifier } from "./read-identifier";
import { RequestRefusal } from "./request-refusal";
import { Status } from "./status";
import type { IncomingRequest } from "./upper-layer/association";
import { writeDataSet } from "./write-data-set";

/** Unique keys, which every answer has from its level up (PS3.4 C.6). */
const UNIQUE: Record<string, string[]> = {
  patient: ["00100020"],
  study: ["00100020", "0020000D"],
  series: ["0020000D", "0020000E"],
  instance: ["0020000D", "0020000E", "00080018"],
};

/**
 * C-FIND (PS3.4 C.4.1) over the studies of the peer's organisation. Answers leave as they are found, at the speed
 * at which the peer takes them; a C-CANCEL ends them.
 */
export async function answerFind(
  request: IncomingRequest,
  { context: { actor }, context }: AdmittedPeer,
): Promise<void> {
  const identifier = await readIdentifier(request);
  const { name, level } = queryLevelOf(identifier, request.context.abstractSyntax);
  const keys = queryKeysOf(identifier);
  const found = streamAttributes({
    level,
    scope: { organizationId: actor.organizationId },
    keys: keys.matching,
    includeFields: keys.asked.map(({ tag }) => tag),
    withAncestors: true,
  });
  // Which attributes were searched by, never their values.
  await recordAuditAlone(context, {
    eventCode: EventCode.query,
    action: "study.searched",
    organizations: [actor.organizationId],
    detail: { service: "C-FIND", level, keys: keys.matching.map(({ tag }) => tag) },
  });
  const status = keys.hasUnsupported ? Status.pendingWithUnsupportedKeys : Status.pending;
  const common = { QueryRetrieveLevel: name, RetrieveAETitle: env.DICOM_AE_TITLE };
  try {
    for await (const answer of found) {
      if (request.signal.aborted) return await request.respond({ status: Status.cancelled });
      const attributes = chosen(JSON.parse(answer), keys, UNIQUE[level] ?? []);
      await request.respond(
        { status },
        writeDataSet({ ...common, ...attributes }, request.context.transferSyntax),
      );
    }
  } catch (error) {
    // A date that is none, for example: what is wrong is the peer's own value.
    if (error instanceof ProblemError && error.status === 400)
      throw new RequestRefusal(Status.unableToProcess, "a key has a value that its VR does not allow");
    throw error;
  }
  await request.respond({ status: Status.success });
}

/** What was asked for, empty where nothing is known, and the unique keys. */
function chosen(answer: DicomObject, { asked }: QueryKeys, unique: string[]): DicomObject {
  const attributes: DicomObject = {};
  for (const { tag, vr } of asked) attributes[tag] = answer[tag] ?? { vr };
  for (const tag of unique) if (answer[tag]) attributes[tag] = answer[tag];
  return attributes;
}
