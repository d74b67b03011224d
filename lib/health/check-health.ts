import { db } from "@/lib/db";
import { getVerificationState } from "@/lib/keeping";
import { checkStorage } from "@/lib/storage";
import { readHeartbeat } from "./heartbeat";

export type HealthCheck = "database" | "storage" | "worker" | "dimse";

export interface Health {
  status: "ok" | "failing";
  checks: Record<HealthCheck, "ok" | "failing">;
  /** Bytes that were not what their rows say when they were last read; undefined while nobody can tell. */
  damaged?: number;
}

const LIMIT_MILLISECONDS = 3_000;

/** Asks each part for a sign of life, each with a time limit. */
export async function checkHealth(): Promise<Health> {
  const heartbeat = readHeartbeat("worker").catch(() => undefined);
  const checks = {
    database: await succeeds(db.$queryRaw`SELECT 1`),
    storage: await succeeds(checkStorage()),
    worker: await succeeds(heartbeat.then(assertPresent)),
    dimse: await succeeds(
      heartbeat.then((beat) => assertPresent((beat as { dimsePort?: number } | undefined)?.dimsePort)),
    ),
  };
  const isOk = Object.values(checks).every((check) => check === "ok");
  const state = checks.database === "ok" ? await getVerificationState().catch(() => undefined) : undefined;
  return { status: isOk ? "ok" : "failing", checks, ...(state && { damaged: state.damaged }) };
}

function assertPresent(value: unknown): void {
  if (!value) throw new Error("no sign of life");
}

async function succeeds(check: Promise<unknown>): Promise<"ok" | "failing"> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer in time")), LIMIT_MILLISECONDS);
  });
  return Promise.race([check, limit])
    .then(
      () => "ok" as const,
      () => "failing" as const,
    )
    .finally(() => clearTimeout(timer));
}
