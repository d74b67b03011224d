import type { Transaction } from "@/lib/db";

/** A step that was begun this long ago and never ended isn't awaited any more. */
const LONGEST_STEP_MS = 24 * 3_600_000;
/** What a step made counts as long: then the images are there. */
const REMEMBERED_MS = 7 * 24 * 3_600_000;

interface Named {
  seriesInstanceUid: string;
  sopInstanceUid: string;
}

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
      OR: [
        { state: { not: "IN_PROGRESS" }, createdAt: { gt: new Date(Date.now() - REMEMBERED_MS) } },
        { createdAt: { gt: new Date(Date.now() - LONGEST_STEP_MS) } },
      ],
    },
    select: { state: true, instances: true },
  });
  if (steps.length === 0) return undefined;
  if (steps.some(({ state }) => state === "IN_PROGRESS")) return { isWorking: true, missing: 0 };
  const named = steps.map(({ state, instances }) => ({ state, instances: instances as unknown as Named[] }));
  // A modality that closes its step without a list of what it made says nothing; a discontinued one made nothing.
  if (named.some(({ state, instances }) => state === "COMPLETED" && instances.length === 0)) return undefined;
  const made = new Set(
    named
      .flatMap(({ instances }) => instances)
      .filter(
        ({ seriesInstanceUid }) =>
          seriesInstanceUids.length === 0 || seriesInstanceUids.includes(seriesInstanceUid),
      )
      .map(({ sopInstanceUid }) => sopInstanceUid),
  );
  if (made.size === 0) return undefined;
  // One value, however many there are.
  const [counted] = await transaction.$queryRaw<{ here: number }[]>`
    SELECT count(*)::int AS here FROM "Instance"
    WHERE "studyId" = ${study.id}::uuid AND "sopInstanceUid" = ANY(${[...made]}::text[])`;
  return { isWorking: false, missing: made.size - (counted?.here ?? 0) };
}
