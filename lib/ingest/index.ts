export { FailureReason, failureReasonOf } from "./failure-reason";
export { IngestBatch, type IngestTarget } from "./ingest-batch";
export { type InstanceToIngest, ingestInstance } from "./ingest-instance";
export { type IngestReport, ingestPaths } from "./ingest-paths";
export { studyArrived, sweepUploads } from "./jobs";
export { openIngest } from "./open-ingest";
export type { IngestEntry, IngestOutcome } from "./outcome";
export { ReadRefusal } from "./read-source";
