export { defineJob, type JobDefinition, type JobOptions } from "./define-job";
export { closeSender, enqueue } from "./enqueue";
export { listFailedJobs, listQueues, type QueueCounts, retryFailedJob } from "./inspect-queue";
export { migrateQueue } from "./migrate-queue";
export { type JobRegistration, registerJob, runJobs } from "./run-jobs";
export { workThrough } from "./work-through";
