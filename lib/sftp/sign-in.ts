import { timingSafeEqual } from "node:crypto";
import ssh2, { type AuthContext } from "ssh2";
import { EventCode, recordAuditAlone } from "@/lib/audit";
import { keyedHash, signInThrottle } from "@/lib/auth";
import { systemContext } from "@/lib/context";
import type { SftpAccount } from "@/lib/db";
import { findSftpAccount } from "@/lib/drops";

/** A client offers the keys it has, one after another. */
const MOST_TRIES = 10;

/**
 * Sign-in on one connection: by key alone. However many keys a client offers, a connection counts as one attempt; it
 * has to wait longer and longer after those that failed.
 */
export class SignIn {
  account: SftpAccount | undefined;
  private tries = 0;
  private isAdmitted: boolean | undefined;
  private name = "";

  constructor(private readonly remoteAddress: string) {}

  async take(context: AuthContext): Promise<void> {
    this.name ||= context.username;
    if (this.name !== context.username) return context.reject([]);
    if (context.method !== "publickey") return context.reject(["publickey"]);
    this.tries += 1;
    this.isAdmitted ??= (await signInThrottle().begin(this.attempt())) === 0;
    if (!this.isAdmitted || this.tries > MOST_TRIES) return context.reject([]);
    const account = await findSftpAccount(context.username);
    if (!account?.publicKeys.some((line) => proves(line, context))) return context.reject(["publickey"]);
    if (context.signature) {
      this.account = account;
      await signInThrottle().succeed(this.attempt());
    }
    context.accept();
  }

  /** For a connection that ends: whoever asked for somebody's account and didn't get in is in the log. */
  async end(): Promise<void> {
    if (this.account || this.name === "") return;
    const account = await findSftpAccount(this.name);
    await recordAuditAlone(
      { ...systemContext("sftp"), remoteAddress: this.remoteAddress },
      {
        eventCode: EventCode.userAuthentication,
        action: "sftp.refused",
        outcome: "REFUSED",
        organizations: [account?.organizationId],
        detail: { account: account?.name ?? null, reason: this.isAdmitted === false ? "wait" : "key" },
      },
    );
  }

  private attempt() {
    return {
      account: keyedHash("account-hash", `sftp:${this.name}`),
      remoteAddress: this.remoteAddress,
      isKnownAddress: false,
    };
  }
}

/** Whether the client named this key and, once it signs, whether it has it (RFC 4252 7). */
function proves(line: string, context: AuthContext): boolean {
  if (context.method !== "publickey") return false;
  const key = ssh2.utils.parseKey(line);
  if (key instanceof Error || Array.isArray(key)) return false;
  const known = key.getPublicSSH();
  const isNamed = known.length === context.key.data.length && timingSafeEqual(known, context.key.data);
  if (!isNamed || !context.signature || !context.blob) return isNamed;
  return key.verify(context.blob, context.signature, context.hashAlgo) === true;
}
