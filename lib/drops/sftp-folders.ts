import fs from "node:fs";
import path from "node:path";
import { env } from "@/lib/env";

/** Everything of an account that delivers by SFTP; nothing else is in it. */
export function jailOf(accountId: string): string {
  const folder = path.join(env.DATA_DIR, "sftp", accountId);
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  return fs.realpathSync(folder);
}
