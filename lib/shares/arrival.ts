import type { Transaction } from "@/lib/db";
import type { Priority } from "@/lib/db/generated/enums";
import { askModalities } from "./performed-steps";

/** An upload that somebody started this long ago and never closed isn't awaited any more. */
const LONGEST_UPLOAD_MS = 24 * 3_600_000;
/** What a study got this shortly before an emergency was sent may not have been the last of it. */
const QUIET_MS = 10 * 60_000;

export interface AwaitedStudy {
  studyId: string;
  seriesInstanceUids: string[];
  expectedInstances: number | null;
}

export interface Arrival extends AwaitedStudy {
  storedInstances: number;
  isComplete: boolean;
}

/**
 * What is there of the chosen instances, and whether that is all. How many are expected comes from the sender
 * or, once it is closed, from the upload; where nobody says, a study counts as complete as it stands, except
 * in an emergency whose instances were still arriving: `expectedInstances` stays null then until somebody says that
 * nothing more comes: the sender, or the modality that ends its step (MPPS) and names what it made. Silence says
 * nothing: the end of an association isn't the end of a study.
 */
export async function measureArrival(
  transaction: Transaction,
  organizationId: string,
  priority: Priority,
  chosen: AwaitedStudy[],
  { createdAt = new Date(), closedAt = null }: { createdAt?: Date; closedAt?: Date | null } = {},
): Promise<Arrival[]> {
  const now = Date.now();
  const measured: Arrival[] = [];
  for (const each of chosen) {
    const { studyId, seriesInstanceUids } = each;
    const study = await transaction.study.findUniqueOrThrow({
      where: { id: studyId },
      select: { id: true, studyInstanceUid: true, lastReceivedAt: true },
    });
    const storedInstances = await transaction.instance.count({
      where: {
        studyId,
        ...(seriesInstanceUids.length > 0 && { series: { seriesInstanceUid: { in: seriesInstanceUids } } }),
      },
    });
    const isUploading =
      (await transaction.import.count({
        where: {
          organizationId,
          state: "OPEN",
          createdAt: { gt: new Date(now - LONGEST_UPLOAD_MS) },
          files: { some: { studyInstanceUid: study.studyInstanceUid } },
        },
      })) > 0;
    const isOpenEmergency = priority === "EMERGENCY" && closedAt === null;
    const modalities = isOpenEmergency
      ? await askModalities(transaction, organizationId, study, seriesInstanceUids)
      : undefined;
    const mayGrow =
      isOpenEmergency &&
      createdAt.getTime() - study.lastReceivedAt.getTime() < QUIET_MS &&
      !(await isUploadOver(transaction, organizationId, study));
    const isWorking = modalities?.isWorking === true;
    // Who made the images knows how many there are, unless the sender or an open upload brings more.
    const told =
      modalities && !isWorking && !isUploading
        ? Math.max(each.expectedInstances ?? 0, storedInstances + modalities.missing)
        : each.expectedInstances;
    const isOpen = isWorking || isUploading || mayGrow;
    const expectedInstances = closedAt ? storedInstances : (told ?? (isOpen ? null : storedInstances));
    const isComplete =
      !isWorking && expectedInstances !== null && storedInstances > 0 && storedInstances >= expectedInstances;
    measured.push({
      studyId,
      seriesInstanceUids,
      storedInstances,
      isComplete,
      // A whole study can grow past what was counted when it was sent.
      expectedInstances: expectedInstances && Math.max(expectedInstances, storedInstances),
    });
  }
  return measured;
}

/** An upload that brought this study has ended, and nothing came since: its manifest was the whole of it. */
async function isUploadOver(
  transaction: Transaction,
  organizationId: string,
  { studyInstanceUid, lastReceivedAt }: { studyInstanceUid: string; lastReceivedAt: Date },
): Promise<boolean> {
  const over = await transaction.import.findFirst({
    where: {
      organizationId,
      state: "CLOSED",
      closedAt: { gte: lastReceivedAt },
      files: { some: { studyInstanceUid } },
    },
    select: { id: true },
  });
  return over !== null;
}

export function isAllComplete(arrivals: Arrival[]): boolean {
  return arrivals.length > 0 && arrivals.every(({ isComplete }) => isComplete);
}

/** When a share goes out: complete, or in an emergency at the first stored instance. */
export function canGoOut(priority: Priority, arrivals: Arrival[]): boolean {
  if (priority === "EMERGENCY") return arrivals.some(({ storedInstances }) => storedInstances > 0);
  return isAllComplete(arrivals);
}
