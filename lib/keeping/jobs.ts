import { z } from "zod";
import { defineJob } from "@/lib/queue";

const scheduled = (name: string, schedule: string) =>
  defineJob({ name, payload: z.object({}), schedule, retryLimit: 0 });

/** Removes bytes whose time has come, also those that a killed process or a store that was away left. */
export const removeBytes = scheduled("remove-bytes", "*/5 * * * *");

/** Removes objects without rows of the last days. */
export const sweepNewObjects = scheduled("sweep-objects", "17 * * * *");

/** The same from the beginning. */
export const sweepAllObjects = scheduled("sweep-all-objects", "40 2 * * 0");

/** Reads stored bytes again, a little at a time. */
export const verifyStoredBytes = scheduled("verify-store", "* * * * *");

/** Puts small objects together. */
export const packSmallObjects = scheduled("pack-objects", "* * * * *");
