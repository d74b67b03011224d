import { setTimeout as sleep } from "node:timers/promises";
import { db } from "@/lib/db";
import { nextObjectKeys } from "./stored-rows";
import { verifyObject } from "./verify-object";
import { forgetOldDamage } from "./verify-store";

const NAME = "verify-store";
const WEEK = 7 * 86_400_000;
/** A run ends soon, so that a worker can stop; the next one goes on. */
const RUN_MILLISECONDS = 20_000;
const BYTES_PER_SECOND = 40 * 1024 * 1024;
const KEYS_AT_ONCE = 50;

interface RoundDetail {
  checked: number;
  bad: number;
  /** When the last whole round ended; empty before the first. */
  endedAt: string;
}

/**
 * The job that reads everything again, a little at a time and no faster than 40 MiB a second: one round a week.
 * Its place is kept in the database.
 */
export async function verifySlowly({
  now = new Date(),
  bytesPerSecond = BYTES_PER_SECOND,
} = {}): Promise<void> {
  const progress = await db.jobProgress.upsert({ where: { name: NAME }, create: { name: NAME }, update: {} });
  const detail = { checked: 0, bad: 0, endedAt: "", ...(progress.detail as Partial<RoundDetail>) };
  const isBetweenRounds = progress.cursor === "" && detail.endedAt !== "";
  if (isBetweenRounds && now.getTime() - progress.startedAt.getTime() < WEEK) return;
  const startedAt = progress.cursor === "" ? new Date() : progress.startedAt;
  if (progress.cursor === "") Object.assign(detail, { checked: 0, bad: 0 });
  const began = performance.now();
  let cursor = progress.cursor;
  let bytes = 0;
  while (performance.now() - began < RUN_MILLISECONDS) {
    const keys = await nextObjectKeys(cursor, KEYS_AT_ONCE);
    for (const key of keys) {
      const report = await verifyObject(key);
      detail.checked += report.checked;
      detail.bad += report.bad.length;
      bytes += report.bytes;
      cursor = key;
      const elapsed = performance.now() - began;
      const due = Math.min((bytes / bytesPerSecond) * 1000, RUN_MILLISECONDS);
      if (due > elapsed) await sleep(due - elapsed);
      if (performance.now() - began >= RUN_MILLISECONDS) break;
    }
    if (keys.length === 0) {
      await forgetOldDamage(startedAt);
      cursor = "";
      detail.endedAt = new Date().toISOString();
      break;
    }
  }
  await db.jobProgress.update({ where: { name: NAME }, data: { cursor, startedAt, detail: { ...detail } } });
}

export interface VerificationState {
  /** Bytes that were not what their rows say. */
  damaged: number;
  /** In this round, or in the last one. */
  checked: number;
  roundStartedAt: Date | undefined;
  lastRoundEndedAt: Date | undefined;
}

export async function getVerificationState(): Promise<VerificationState> {
  const [damaged, progress] = await Promise.all([
    db.damagedBytes.count(),
    db.jobProgress.findUnique({ where: { name: NAME } }),
  ]);
  const detail = (progress?.detail ?? {}) as Partial<RoundDetail>;
  return {
    damaged,
    checked: detail.checked ?? 0,
    roundStartedAt: progress?.startedAt,
    lastRoundEndedAt: detail.endedAt ? new Date(detail.endedAt) : undefined,
  };
}
