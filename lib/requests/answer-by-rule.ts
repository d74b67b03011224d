import { actorOfUser } from "@/lib/auth";
import type { UserContext } from "@/lib/context";
import { systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { ProblemError } from "@/lib/errors";
import { log } from "@/lib/log";
import { sendShare } from "@/lib/shares";
import { close } from "./answer-request";
import { findMatches } from "./find-matches";

/**
 * Answers a request where the holder's rule lets it: an agreed ground and purpose, every patient who comes into
 * question an exact match, and studies within what was asked for. Everything else waits for a person.
 */
export async function answerByRule({ requestId }: { requestId: string }): Promise<void> {
  const request = await db.imageRequest.findUnique({ where: { id: requestId } });
  if (request?.state !== "OPEN") return;
  const rule = await db.autoAnswerRule.findUnique({
    where: { organizationId: request.holderOrganizationId },
  });
  if (!rule?.grounds.includes(request.ground) || !rule.purposes.includes(request.purpose)) return;
  const responsible = await actorOfUser(rule.responsibleUserId);
  // Whoever stood for it has left: a person answers, as without the rule.
  if (responsible?.organizationId !== request.holderOrganizationId) return;

  const matches = await findMatches(request);
  if (matches.length === 0 || matches.some(({ certainty }) => certainty !== "EXACT")) return;
  const studies = matches.flatMap((match) => match.studies.filter(({ isProposed }) => isProposed));
  if (studies.length === 0) return;
  const context: UserContext = { ...systemContext("job:answer-by-rule"), actor: responsible };
  try {
    await sendShare(
      context,
      {
        studies: studies.map(({ studyInstanceUid }) => ({ studyInstanceUid })),
        recipients: [{ addressId: request.returnAddressId }],
        purpose: request.purpose,
        priority: request.priority,
        ...(request.priority === "EMERGENCY" && {
          emergencyReason: request.reason,
          emergencyGround: request.ground === "EMERGENCY" ? "CANNOT_CONSENT" : "TREATMENT",
        }),
      },
      {
        also: (transaction, shareId) =>
          close(transaction, systemContext("job:answer-by-rule"), request.id, {
            shareId,
            answerer: context,
            studies: studies.map(({ studyInstanceUid }) => ({ studyInstanceUid })),
            isAutomatic: true,
          }),
      },
    );
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    // A person was quicker, or the sending is refused: the desk sees the request and why it can't be sent.
    log.info({ requestId, code: error.code }, "a request was not answered by its rule");
  }
}
