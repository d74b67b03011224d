import fs from "node:fs";
import type { ImageStore } from "./image-store";

const LIMIT_MEGABYTES = 400;

/** The most memory that each process has had so far, in MB (VmHWM of Linux). */
export function peakMemory(store: ImageStore): Record<string, number> {
  return Object.fromEntries(
    Object.entries(store.processes()).map(([name, pid]) => {
      const status = fs.readFileSync(`/proc/${pid}/status`, "utf8");
      return [name, Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024)];
    }),
  );
}

/** @returns whether each process of ours stayed below its limit */
export function reportMemory(stores: ImageStore[]): boolean {
  let isWithin = true;
  for (const store of stores) {
    const peaks = Object.entries(peakMemory(store));
    console.log(
      `  ${`peak memory, ${store.name}`.padEnd(56)} ${peaks.map(([name, megabytes]) => `${name} ${megabytes} MB`).join(", ")}`,
    );
    if (store === stores[0]) isWithin = peaks.every(([, megabytes]) => megabytes < LIMIT_MEGABYTES);
  }
  return isWithin;
}
