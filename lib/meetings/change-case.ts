import type { Context } from "@/lib/context";
import { db, type Transaction } from "@/lib/db";
import { type CaseAccess, requireEditableCase, requireLockedCase, requireOpenCase } from "./access";
import { viewCase } from "./get-case";
import { refreshLights } from "./lights";
import { recordMeeting, withRefusals } from "./record";
import type { Case } from "./schemas";

interface Change {
  action: string;
  /** By any participant; else by who submitted it or leads. */
  isForAll?: boolean;
  /** Also after the meeting, as long as it is a ground; `work` refuses what isn't for then. */
  isAlsoAfter?: boolean;
  /** Nobody else's board shows it. */
  isQuiet?: boolean;
  work: (
    transaction: Transaction,
    access: CaseAccess,
  ) => Promise<Record<string, string | number> | undefined>;
}

/** The frame of every verb that changes a case: locked, one transaction, lights looked at again, log last. */
export function changeCase(
  context: Context,
  caseId: string,
  { action, isForAll, isAlsoAfter, isQuiet, work }: Change,
): Promise<Case> {
  return withRefusals(context, action, caseId, async () => {
    const access = await db.$transaction(
      async (transaction) => {
        const require = isAlsoAfter ? requireLockedCase : isForAll ? requireOpenCase : requireEditableCase;
        const access = await require(transaction, context, caseId);
        const detail = await work(transaction, access);
        await refreshLights(transaction, [access.case.id]);
        await recordMeeting(transaction, context, access.meeting, {
          action,
          case: access.case,
          ...(detail && { detail }),
          ...(isQuiet && { announced: false as const }),
        });
        return access;
      },
      { timeout: 30_000 },
    );
    return viewCase(access);
  });
}
