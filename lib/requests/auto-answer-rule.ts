import { EventCode, recordAudit } from "@/lib/audit";
import { type Context, requireRole } from "@/lib/context";
import { db, type Prisma } from "@/lib/db";
import { notFound, unprocessable } from "@/lib/errors";
import { type AutoAnswerRuleView, SetAutoAnswerInput } from "./schemas";

const candidatesOf = (organizationId: string): Prisma.UserWhereInput => ({
  organizationId,
  disabledAt: null,
  roles: { hasSome: ["CARE_PROVIDER", "DESK", "MDO_COORDINATOR"] },
});

/** Which requests the own organisation answers without a person; for administrators. */
export async function getAutoAnswerRule(context: Context): Promise<AutoAnswerRuleView> {
  const { organizationId } = requireRole(context, "ADMINISTRATOR").actor;
  const [rule, candidates] = await Promise.all([
    db.autoAnswerRule.findUnique({
      where: { organizationId },
      include: { responsibleUser: { select: { name: true } } },
    }),
    db.user.findMany({
      where: candidatesOf(organizationId),
      select: { id: true, name: true },
      orderBy: { name: "asc" },
    }),
  ]);
  return {
    isOn: rule !== null,
    grounds: rule?.grounds ?? [],
    purposes: rule?.purposes ?? [],
    responsibleUserId: rule?.responsibleUserId ?? null,
    responsibleName: rule?.responsibleUser.name ?? "",
    candidates: candidates.map(({ id, name }) => ({ userId: id, name })),
  };
}

/**
 * Sets or removes it. Somebody of the organisation stands for what is sent so, and is named as its sender.
 * @throws ProblemError 403, 404 for a person elsewhere, 422 `rule_incomplete`
 */
export async function setAutoAnswerRule(
  context: Context,
  input: SetAutoAnswerInput,
): Promise<AutoAnswerRuleView> {
  const { organizationId } = requireRole(context, "ADMINISTRATOR").actor;
  const { isOn, grounds, purposes, responsibleUserId } = SetAutoAnswerInput.parse(input);
  await db.$transaction(async (transaction) => {
    if (!isOn) await transaction.autoAnswerRule.deleteMany({ where: { organizationId } });
    else {
      if (grounds.length === 0 || purposes.length === 0 || responsibleUserId === null)
        throw unprocessable("rule_incomplete", "Name grounds, purposes and who stands for it.");
      const responsible = await transaction.user.findFirst({
        where: { ...candidatesOf(organizationId), id: responsibleUserId },
      });
      if (!responsible) throw notFound();
      const data = { grounds: [...new Set(grounds)], purposes: [...new Set(purposes)], responsibleUserId };
      await transaction.autoAnswerRule.upsert({
        where: { organizationId },
        create: { organizationId, ...data },
        update: data,
      });
    }
    await recordAudit(transaction, context, {
      eventCode: EventCode.orderOrAdministration,
      action: "request.rule-set",
      object: { type: "Organization", id: organizationId },
      detail: { isOn, grounds, purposes, responsibleUserId },
    });
  });
  return getAutoAnswerRule(context);
}
