export { defineJob, type JobDefinition, type JobHandler } from "./define-job";
export { closeSender, type EnqueueOptions, enqueue } from "./enqueue";
export { listFailedJobs, listQueues, type QueueCounts, retryFailedJob } from "./inspect-queue";
export { migrateQueue } from "./migrate-queue";
export { type JobRegistration, registerJob, runJobs } from "./run-jobs";
