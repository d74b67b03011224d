import type { Transaction } from "@/lib/db";
import type { StudyOrigin } from "@/lib/db/generated/enums";
import type { IngestEntry } from "./outcome";
import type { StudyLog } from "./study-log";

/** Where a batch's instances go, and what comes with them. */
export interface IngestTarget {
  organizationId: string;
  origin: StudyOrigin;
  /** Only instances of this study are taken. */
  studyInstanceUid?: string;
  /** Joins the transaction of the rows, with final outcomes. */
  inTransaction?: (transaction: Transaction, entries: IngestEntry[]) => Promise<void>;
  /** Studies that the log holds already for this delivery: filled and read, so that each is logged once. */
  auditedStudies?: StudyLog;
}
