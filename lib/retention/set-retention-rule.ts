import type { z } from "zod";
import { EventCode, recordAudit } from "@/lib/audit";
import { type Context, organizationOf, requireRole } from "@/lib/context";
import { db } from "@/lib/db";
import { RetentionRuleInput } from "./schemas";

/**
 * How long the actor's organisation keeps studies that came in one way; the next run of the job goes by it.
 * @throws ProblemError 403
 */
export async function setRetentionRule(
  context: Context,
  input: z.input<typeof RetentionRuleInput>,
): Promise<void> {
  requireRole(context, "ADMINISTRATOR");
  await writeRetentionRule(context, organizationOf(context), input);
}

/** For the command line. */
export async function writeRetentionRule(
  context: Context,
  organizationId: string,
  input: z.input<typeof RetentionRuleInput>,
): Promise<void> {
  const { origin, days } = RetentionRuleInput.parse(input);
  const where = { organizationId_origin: { organizationId, origin } };
  await db.$transaction(async (transaction) => {
    if (days === null) await transaction.retentionRule.deleteMany({ where: { organizationId, origin } });
    else
      await transaction.retentionRule.upsert({
        where,
        create: { organizationId, origin, days },
        update: { days },
      });
    await recordAudit(transaction, context, {
      eventCode: EventCode.orderOrAdministration,
      action: "retention.changed",
      organizations: [organizationId],
      detail: { origin, days },
    });
  });
}
