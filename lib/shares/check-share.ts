import type { z } from "zod";
import { type Context, requireRole, type UserContext } from "@/lib/context";
import { db } from "@/lib/db";
import { checkRecipients } from "./check-recipients";
import { checkStudies } from "./check-studies";
import { chooseStudies } from "./choose-studies";
import { defaultExpiry } from "./default-expiry";
import { CheckShareInput, type Finding, type ShareCheck } from "./schemas";
import { presentStudy } from "./share-view";

export type CheckRequest = z.output<typeof CheckShareInput>;

/**
 * What a sender should know before sending, as codes for the screen to put in words. Nothing here stops an
 * emergency; elsewhere `blocking` tells beforehand what `sendShare` would refuse.
 * @throws ProblemError 403 without a caring role, 404 for a study that isn't the own organisation's
 */
export async function checkShare(context: Context, input: CheckShareInput): Promise<ShareCheck> {
  const sender: UserContext = requireRole(context, "CARE_PROVIDER", "DESK", "MDO_COORDINATOR");
  const request = CheckShareInput.parse(input);
  const choices = await chooseStudies(db, sender.actor.organizationId, request.studies);
  const findings = [
    ...(await checkStudies(db, sender.actor.organizationId, choices, request)),
    ...(await checkRecipients(db, choices, request)),
  ];
  return {
    findings: request.priority === "EMERGENCY" ? findings.map(soften) : findings,
    studies: choices.map(({ study }) => presentStudy(study)),
    defaultExpiresAt: defaultExpiry(request.purpose).toISOString(),
  };
}

/** An emergency is told, never asked. What can't be sent at all stays so: it would arrive nowhere. */
function soften(finding: Finding): Finding {
  return finding.severity === "confirm" ? { ...finding, severity: "warning" } : finding;
}
