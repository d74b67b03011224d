import type { Transaction } from "@/lib/db";
import { notFound } from "@/lib/errors";
import type { ChosenStudy } from "./schemas";
import { type StudyRow, studySelect } from "./share-view";

export interface Choice {
  study: StudyRow;
  /** Empty means the whole study. */
  seriesInstanceUids: string[];
  expectedInstances: number | null;
}

/**
 * The chosen studies out of the own archive, each once.
 * @throws ProblemError 404 when one study or series isn't there: the same for foreign and for unknown
 */
export async function chooseStudies(
  transaction: Transaction,
  organizationId: string,
  chosen: ChosenStudy[],
): Promise<Choice[]> {
  const byUid = new Map<string, Omit<Choice, "study">>();
  for (const { studyInstanceUid, seriesInstanceUids, expectedInstances } of chosen) {
    const known = byUid.get(studyInstanceUid);
    const series = [...new Set(seriesInstanceUids ?? [])];
    // The same study twice: the wider choice of the two.
    const isWhole = series.length === 0 || known?.seriesInstanceUids.length === 0;
    byUid.set(studyInstanceUid, {
      seriesInstanceUids: isWhole ? [] : [...new Set([...(known?.seriesInstanceUids ?? []), ...series])],
      expectedInstances: expectedInstances ?? known?.expectedInstances ?? null,
    });
  }
  const studies = await transaction.study.findMany({
    where: { organizationId, studyInstanceUid: { in: [...byUid.keys()] } },
    select: studySelect,
  });
  if (studies.length !== byUid.size) throw notFound();
  return studies.map((study) => {
    const choice = byUid.get(study.studyInstanceUid);
    if (!choice) throw notFound();
    const known = new Set(study.series.map(({ seriesInstanceUid }) => seriesInstanceUid));
    if (choice.seriesInstanceUids.some((uid) => !known.has(uid))) throw notFound();
    return { study, ...choice };
  });
}

/** The documents that go along: those named, or all of the chosen studies. @throws ProblemError 404 */
export function chooseDocuments(choices: Choice[], documentIds: string[] | undefined): string[] {
  const all = choices.flatMap(({ study }) => study.documents.map(({ id }) => id));
  if (documentIds === undefined) return all;
  if (documentIds.some((id) => !all.includes(id))) throw notFound();
  return [...new Set(documentIds)];
}
