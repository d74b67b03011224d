import { spawnSync } from "node:child_process";
import { hasSwift } from "@/tests/support/swift";

/** Which installation a scenario runs on: one of them is started for all its scenarios. */
export type Ground = "disk" | "small disks" | "object store";

interface Entry {
  name: string;
  on: Ground;
  /** Programs without which it is left out. */
  needs?: string[];
}

/** All scenarios by name; what they do stands in scenarios/. */
export const CATALOGUE: Entry[] = [
  { name: "kill-store", on: "disk" },
  { name: "kill-stow", on: "disk" },
  { name: "kill-upload", on: "disk" },
  { name: "kill-migrate", on: "disk" },
  { name: "stop", on: "disk" },
  { name: "database-stop", on: "disk" },
  { name: "database-kill", on: "disk" },
  { name: "fsync-error", on: "disk", needs: ["strace"] },
  { name: "cut-store", on: "disk" },
  { name: "cut-stow", on: "disk" },
  { name: "cut-upload", on: "disk" },
  { name: "abort-store", on: "disk" },
  { name: "abort-storescu", on: "disk", needs: ["storescu"] },
  { name: "kill-forward", on: "disk", needs: ["storescp"] },
  { name: "abort-forward", on: "disk", needs: ["storescp"] },
  { name: "disk-full", on: "small disks" },
  { name: "s3-away", on: "object store" },
];

/** Why a scenario can't run here; undefined when it can. */
export function isLeftOut({ on, needs = [] }: Entry): string | undefined {
  if (on === "small disks" && process.getuid?.() !== 0) return "mounting a small disk needs root";
  if (on === "object store" && !hasSwift()) return "OpenStack Swift is not installed";
  const missing = needs.filter((name) => spawnSync("sh", ["-c", `command -v ${name}`]).status !== 0);
  return missing.length > 0 ? `${missing.join(", ")} is not installed` : undefined;
}
