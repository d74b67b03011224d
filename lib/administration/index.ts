export { getQueueOverview, type QueueOverview } from "./get-queue-overview";
export { getStorageOverview, type StorageOverview } from "./get-storage-overview";
export { retryJob } from "./retry-job";
