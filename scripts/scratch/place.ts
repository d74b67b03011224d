import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import type { startRelay } from "@/tests/support/relay";

/** Where an installation keeps its bytes, and what can be done to that place. */
export interface Place {
  settings: Record<string, string>;
  /** Present where it is small disks: their folders. */
  disks?: string[];
  /** Present where it is an object store: what lies between. */
  network?: Awaited<ReturnType<typeof startRelay>>;
  close(): Promise<void>;
}

/** Files on the disk of the machine. */
export async function ordinaryPlace(): Promise<Place> {
  return { settings: {}, close: async () => {} };
}

const MEGABYTES = 64;

/** A disk of 64 MB for the objects and another one for uploads; needs the right to mount. */
export async function smallDisks(folder: string): Promise<Place> {
  const disks = ["objects", "uploads"].map((name) => path.join(folder, name));
  for (const disk of disks) {
    fs.mkdirSync(disk, { mode: 0o700 });
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${MEGABYTES}m,mode=700`, "tmpfs", disk]);
  }
  return {
    settings: {},
    disks,
    close: async () => {
      for (const disk of disks) execFileSync("umount", ["-l", disk]);
    },
  };
}
