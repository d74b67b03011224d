import { z } from "zod";
import { apiOperation } from "@/lib/api";
import { Id, Text, When } from "./shapes";

export const getQueueOperation = apiOperation({
  method: "GET",
  path: "/administration/queue",
  summary: "What waits, runs and failed; for the operator",
  response: z.object({
    queues: z.array(z.object({ name: Text, waiting: z.number(), active: z.number(), failed: z.number() })),
    failed: z.array(
      z.object({
        jobId: Id,
        name: Text,
        createdAt: When,
        failedAt: When.nullable(),
        retries: z.number(),
        error: Text,
      }),
    ),
  }),
});

export const retryJobOperation = apiOperation({
  method: "POST",
  path: "/administration/queue/{jobId}/retry",
  summary: "Start a failed job again",
  params: z.object({ jobId: Id }),
  status: 204,
});

export const getSystemOperation = apiOperation({
  method: "GET",
  path: "/administration/system",
  summary: "Storage by organisation, room on the disk, and health; for the operator",
  response: z.object({
    organizations: z.array(
      z.object({
        organizationId: Id,
        name: Text,
        studies: z.number(),
        instances: z.number(),
        bytes: z.number(),
      }),
    ),
    disk: z.object({ freeBytes: z.number(), totalBytes: z.number() }),
    verification: z.object({
      damaged: z.number(),
      checked: z.number(),
      lastRoundEndedAt: When.nullable(),
    }),
    health: z.object({
      status: z.enum(["ok", "failing"]),
      checks: z.record(z.string(), z.enum(["ok", "failing"])),
    }),
  }),
});
