import { createHmac, hkdfSync, randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { env } from "@/lib/env";

let cached: string | undefined;

/** AUTH_SECRET, or the one that was made once and is kept in DATA_DIR, readable by its owner only. */
export function authSecret(): string {
  cached ??= env.AUTH_SECRET ?? readOrMakeSecret(path.join(env.DATA_DIR, "auth-secret"));
  return cached;
}

/** Web and worker may start together: the link fails for whoever comes second, and both read the same file. */
export function readOrMakeSecret(file: string): string {
  const known = read(file);
  if (known !== undefined) return known;
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  writeFileSync(draft, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600, flag: "wx", flush: true });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  const made = read(file);
  if (made === undefined) throw new Error("The file auth-secret in DATA_DIR can't be read back.");
  return made;
}

function read(file: string): string | undefined {
  try {
    const secret = readFileSync(file, "utf8").trim();
    if (secret.length < 32)
      throw new Error(`${file} holds fewer than 32 characters: remove it to get a new one.`);
    return secret;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

type Purpose = "seal" | "account-hash" | "recovery-code" | "bounce-address";

/** 32 bytes for one purpose (HKDF, RFC 5869), so that no key serves two. */
export function deriveKey(purpose: Purpose): Buffer {
  return Buffer.from(hkdfSync("sha256", authSecret(), "", `beeldbrug ${purpose}`, 32));
}

/** Hex HMAC-SHA-256: lets equal values be recognised without keeping them. */
export function keyedHash(purpose: Purpose, value: string): string {
  return createHmac("sha256", deriveKey(purpose)).update(value).digest("hex");
}
