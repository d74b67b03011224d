import { z } from "zod";
import { defineJob, type JobOptions } from "@/lib/queue";

const scheduled = (name: string, schedule: string, patience: JobOptions = { retryLimit: 0 }) =>
  defineJob({ name, payload: z.object({}), schedule, ...patience });

/** Removes bytes whose time has come, also those that a killed process or a store that was away left. */
export const removeBytes = scheduled("remove-bytes", "*/5 * * * *");

/** Removes objects without rows of the last days. */
export const sweepNewObjects = scheduled("sweep-objects", "17 * * * *", { retryLimit: 2 });

/** The same from the beginning. It lists the whole store, which takes as long as it takes. */
export const sweepAllObjects = scheduled("sweep-all-objects", "40 2 * * 0", {
  retryLimit: 2,
  expireInSeconds: 12 * 3600,
});

/** Reads stored bytes again, a little at a time. */
export const verifyStoredBytes = scheduled("verify-store", "* * * * *");

/** Puts small objects together. */
export const packSmallObjects = scheduled("pack-objects", "* * * * *");
