import type { Transaction } from "@/lib/db";

/** A step that was begun this long ago and never ended isn't awaited any more. */
const LONGEST_STEP_MS = 24 * 3_600_000;

/**
 * What the modalities that work on a study say: whether one still does, else how many of the instances that they made
 * aren't here yet. Undefined where none says anything.
 */
export async function askModalities(
  transaction: Transaction,
  organizationId: string,
  study: { id: string; studyInstanceUid: string },
  seriesInstanceUids: string[],
): Promise<{ isWorking: boolean; missing: number } | undefined> {
  const steps = await transaction.performedStep.findMany({
    where: {
      organizationId,
      studyInstanceUid: study.studyInstanceUid,
      OR: [{ state: { not: "IN_PROGRESS" } }, { createdAt: { gt: new Date(Date.now() - LONGEST_STEP_MS) } }],
    },
    select: { state: true, instances: true },
  });
  if (steps.length === 0) return undefined;
  if (steps.some(({ state }) => state === "IN_PROGRESS")) return { isWorking: true, missing: 0 };
  const made = new Set(
    steps
      .flatMap(({ instances }) => instances as { seriesInstanceUid: string; sopInstanceUid: string }[])
      .filter(
        ({ seriesInstanceUid }) =>
          seriesInstanceUids.length === 0 || seriesInstanceUids.includes(seriesInstanceUid),
      )
      .map(({ sopInstanceUid }) => sopInstanceUid),
  );
  // Nothing named says nothing: such a modality closes a step without a list of what it made.
  if (made.size === 0) return undefined;
  const here = await transaction.instance.count({
    where: { studyId: study.id, sopInstanceUid: { in: [...made] } },
  });
  return { isWorking: false, missing: made.size - here };
}
