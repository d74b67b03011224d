export * from "./api";
export { FailureReason, failureReasonOf } from "./failure-reason";
export { authorizeUpload, finishUpload } from "./imports/authorize-upload";
export { closeImport } from "./imports/close-import";
export { createImport } from "./imports/create-import";
export { getImport } from "./imports/get-import";
export { knownFiles } from "./imports/known-files";
export { removeBundle, uploadsFolder } from "./imports/pending-bundles";
export { removeImports } from "./imports/remove-imports";

export type { IngestBatch } from "./ingest-batch";
export { ingestFiles } from "./ingest-files";
export { ingestPaths } from "./ingest-paths";
export type { IngestTarget } from "./ingest-target";
export { removeOldImports, studyArrived, sweepUploads } from "./jobs";
export { openIngest, openSession } from "./open-ingest";
export type { IngestEntry } from "./outcome";
export { beginStep, endStep, type MadeInstance, requireOpenStep } from "./performed-steps";
export { recountForgotten } from "./recount";
export type { IngestSession } from "./session/ingest-session";
export { studiesLoggedLately } from "./study-log";

export { sweepUploadedFiles } from "./sweep-uploads";
