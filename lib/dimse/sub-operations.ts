import { EventCode, recordAuditAlone } from "@/lib/audit";
import type { AdmittedPeer } from "./admitted-peer";
import type { Retrieval } from "./instances-to-retrieve";
import type { OutgoingInstance } from "./outgoing-instance";
import { isStored, Status } from "./status";
import type { IncomingRequest } from "./upper-layer/association";
import type { CommandSet } from "./upper-layer/command-set";
import { writeDataSet } from "./write-data-set";

/** An explicit UI has room for 65,534 bytes: more failed UIDs than this can't be named. */
const MOST_FAILED_NAMED = 1000;

/** The C-STORE sub-operations of a C-MOVE or C-GET: how they fare, and what the requestor is told (PS3.4 C.4.2.1). */
export class SubOperations {
  private completed = 0;
  private warnings = 0;
  private readonly failed: string[] = [];
  private failedCount = 0;

  constructor(
    private readonly request: IncomingRequest,
    private readonly total: number,
  ) {}

  /** Counts a result and tells the requestor. */
  async note(sopInstanceUid: string, status: number): Promise<void> {
    if (status === Status.success) this.completed++;
    else if (isStored(status)) this.warnings++;
    else {
      this.failedCount++;
      if (this.failed.length < MOST_FAILED_NAMED) this.failed.push(sopInstanceUid);
    }
    if (this.remaining > 0)
      await this.request.respond({
        status: Status.pending,
        remainingSubOperations: this.remaining,
        ...this.counts(),
      });
  }

  /** The last response. What had no result when it ended, failed or was cancelled. */
  finish(errorComment?: string): Promise<void> {
    const isCancelled = this.request.signal.aborted;
    if (!isCancelled) this.failedCount += this.remaining;
    const list =
      this.failedCount > 0
        ? writeDataSet({ "00080058": { vr: "UI", Value: this.failed } }, this.request.context.transferSyntax)
        : undefined;
    const status = isCancelled ? Status.cancelled : this.outcome();
    return this.request.respond(
      {
        status,
        ...this.counts(),
        ...(isCancelled && { remainingSubOperations: this.remaining }),
        ...(errorComment !== undefined && !isCancelled && { errorComment }),
      },
      list,
    );
  }

  private outcome(): number {
    if (this.failedCount === 0) return this.warnings > 0 ? Status.subOperationsWithFailures : Status.success;
    return this.completed + this.warnings === 0
      ? Status.cannotPerformSubOperations
      : Status.subOperationsWithFailures;
  }

  private get remaining(): number {
    // Instances may have come or gone since they were counted.
    return Math.max(0, this.total - this.completed - this.warnings - this.failedCount);
  }

  private counts(): Partial<CommandSet> {
    return {
      completedSubOperations: this.completed,
      failedSubOperations: this.failedCount,
      warningSubOperations: this.warnings,
    };
  }
}

/**
 * The instances of a retrieval, study by study; each study is in the log before its first instance leaves. Ends
 * early when the request is cancelled.
 */
export async function* retrieved(
  retrieval: Retrieval,
  { context }: AdmittedPeer,
  detail: { service: string; destination: string },
  signal: AbortSignal,
): AsyncGenerator<OutgoingInstance> {
  for (const study of retrieval.studies) {
    if (signal.aborted) return;
    await recordAuditAlone(context, {
      eventCode: EventCode.transferred,
      action: "study.retrieved",
      patient: { id: study.patientId, patientIdentifier: study.patientIdentifier },
      studyInstanceUid: study.studyInstanceUid,
      ground: { treatmentRelation: true },
      detail,
    });
    for await (const instance of retrieval.instancesOf(study)) {
      if (signal.aborted) return;
      yield instance;
    }
  }
}
