import type { Transaction } from "@/lib/db";
import type { StudyOrigin } from "@/lib/db/generated/enums";
import type { IngestEntry } from "./outcome";

/** Where a batch's instances go, and what comes with them. */
export interface IngestTarget {
  organizationId: string;
  origin: StudyOrigin;
  /** Only instances of this study are taken. */
  studyInstanceUid?: string;
  /** Joins the transaction of the rows, with final outcomes. */
  inTransaction?: (transaction: Transaction, entries: IngestEntry[]) => Promise<void>;
  /** Studies that this session's log holds already: filled and read, so that an association logs each once. */
  auditedStudies?: Set<string>;
}
