import fs from "node:fs";
import path from "node:path";
import ssh2 from "ssh2";
import { env } from "@/lib/env";

/** The server's Ed25519 key: made once, in DATA_DIR with mode 0600, so that clients know the server again. */
export function hostKey(): string {
  const file = path.join(env.DATA_DIR, "sftp-host-key");
  if (!fs.existsSync(file)) {
    fs.mkdirSync(env.DATA_DIR, { recursive: true });
    const { private: key } = ssh2.utils.generateKeyPairSync("ed25519", {});
    try {
      fs.writeFileSync(file, key, { mode: 0o600, flag: "wx" });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
  return fs.readFileSync(file, "utf8");
}
