import type { Prisma, Transaction } from "@/lib/db";
import type { CaseItemKind, CaseLight } from "@/lib/db/generated/enums";

const KINDS = ["IMAGES", "REPORT", "PATHOLOGY", "QUESTION"] as const satisfies CaseItemKind[];

const select = {
  id: true,
  question: true,
  pathologyNote: true,
  items: true,
  documents: { select: { documentId: true } },
  shares: {
    where: { state: { in: ["PREPARING", "SENT"] } },
    select: {
      state: true,
      isComplete: true,
      documents: { select: { documentId: true } },
      studies: {
        select: {
          study: {
            select: { hasReport: true, documents: { select: { id: true } } },
          },
        },
      },
    },
  },
} as const satisfies Prisma.MeetingCaseSelect;

type Row = Prisma.MeetingCaseGetPayload<{ select: typeof select }>;

/** What is there, without what a person says about it. */
function lightsOf({ question, pathologyNote, documents, shares }: Row): Record<CaseItemKind, CaseLight> {
  const studies = shares.flatMap((share) => share.studies.map(({ study }) => study));
  const isReady = shares.every(({ state, isComplete }) => state === "SENT" && isComplete);
  const reported = studies.filter(
    ({ hasReport, documents: reports }) => hasReport || reports.length > 0,
  ).length;
  const onShares = new Set(shares.flatMap((share) => share.documents.map(({ documentId }) => documentId)));
  return {
    IMAGES: studies.length === 0 ? "RED" : isReady ? "GREEN" : "AMBER",
    REPORT: reported === 0 ? "RED" : reported < studies.length ? "AMBER" : "GREEN",
    PATHOLOGY:
      pathologyNote !== "" || documents.some(({ documentId }) => onShares.has(documentId)) ? "GREEN" : "RED",
    QUESTION: question === "" ? "RED" : "GREEN",
  };
}

/** What somebody says is missing keeps a light from green; what isn't needed is green whatever is there. */
function withWords(light: CaseLight, item: { isNotNeeded: boolean; missing: string } | undefined): CaseLight {
  if (item?.isNotNeeded) return "GREEN";
  return light === "GREEN" && item?.missing ? "AMBER" : light;
}

/** Looks at the four lights of some cases again. @returns the ids of those where one changed */
export async function refreshLights(transaction: Transaction, caseIds: string[]): Promise<string[]> {
  const cases = await transaction.meetingCase.findMany({ where: { id: { in: caseIds } }, select });
  const changed = new Set<string>();
  for (const row of cases) {
    const lights = lightsOf(row);
    for (const kind of KINDS) {
      const item = row.items.find((each) => each.kind === kind);
      const light = withWords(lights[kind], item);
      if (item?.light === light) continue;
      changed.add(row.id);
      const data = { light, since: new Date() };
      await transaction.meetingCaseItem.upsert({
        where: { caseId_kind: { caseId: row.id, kind } },
        create: { caseId: row.id, kind, ...data },
        update: data,
      });
    }
  }
  return [...changed];
}
