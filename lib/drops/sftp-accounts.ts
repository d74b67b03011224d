import fs from "node:fs/promises";
import ssh2 from "ssh2";
import { z } from "zod";
import { EventCode, recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db, type Organization, type SftpAccount } from "@/lib/db";
import { conflict, notFound, unprocessable } from "@/lib/errors";
import { authorizeDrops } from "./authorize-drops";
import { jailOf } from "./sftp-folders";

export const AddSftpAccountInput = z.object({
  organizationId: z.uuid(),
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, "is not 1 to 64 of a-z, 0-9, dot, hyphen, underscore"),
  /** One or more lines of an OpenSSH public key file. */
  publicKeys: z.string().max(64 * 1024),
});

/**
 * Lets whoever has one of these keys deliver files for an organisation. An account that is there gets further keys.
 * @throws ProblemError 422 `bad_public_key`; 409 `name_taken` by another organisation
 */
export async function addSftpAccount(
  context: Context,
  input: z.input<typeof AddSftpAccountInput>,
): Promise<SftpAccount> {
  authorizeDrops(context);
  const { organizationId, name, publicKeys } = AddSftpAccountInput.parse(input);
  const keys = readPublicKeys(publicKeys);
  if (!(await db.organization.findUnique({ where: { id: organizationId, isConnected: true } })))
    throw notFound();
  return db.$transaction(async (transaction) => {
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('sftp-accounts', 0))`;
    const known = await transaction.sftpAccount.findUnique({ where: { name } });
    if (known && known.organizationId !== organizationId)
      throw conflict("name_taken", "This name is taken; it is unique in the installation.");
    const all = [...new Set([...(known?.publicKeys ?? []), ...keys])];
    const account = known
      ? await transaction.sftpAccount.update({ where: { name }, data: { publicKeys: all } })
      : await transaction.sftpAccount.create({ data: { organizationId, name, publicKeys: all } });
    await recordAudit(transaction, context, {
      eventCode: EventCode.orderOrAdministration,
      action: "sftp-account.added",
      organizations: [organizationId],
      object: { type: "SftpAccount", id: account.id },
      detail: { name, keys: all.length },
    });
    return account;
  });
}

export async function listSftpAccounts(
  context: Context,
  { organizationId }: { organizationId?: string } = {},
): Promise<(SftpAccount & { organization: Pick<Organization, "name"> })[]> {
  authorizeDrops(context);
  return db.sftpAccount.findMany({
    where: { ...(organizationId !== undefined && { organizationId }) },
    include: { organization: { select: { name: true } } },
    orderBy: { name: "asc" },
  });
}

/**
 * Takes an account away. @throws ProblemError 404; 409 `files_waiting` while files that it delivered are not taken yet
 */
export async function removeSftpAccount(context: Context, { name }: { name: string }): Promise<void> {
  authorizeDrops(context);
  const account = await db.sftpAccount.findUnique({ where: { name } });
  if (!account) throw notFound();
  const jail = jailOf(account.id);
  const waiting = await fs.readdir(jail, { recursive: true, withFileTypes: true });
  if (waiting.some((entry) => entry.isFile()))
    throw conflict("files_waiting", `Files that were delivered or refused are still in ${jail}.`);
  await db.$transaction(async (transaction) => {
    await transaction.sftpAccount.delete({ where: { name } });
    await recordAudit(transaction, context, {
      eventCode: EventCode.orderOrAdministration,
      action: "sftp-account.removed",
      organizations: [account.organizationId],
      object: { type: "SftpAccount", id: account.id },
      detail: { name },
    });
  });
  await fs.rm(jail, { recursive: true, force: true });
}

/** Who a name is, for the server. */
export async function findSftpAccount(name: string): Promise<SftpAccount | null> {
  return db.sftpAccount.findUnique({ where: { name } });
}

const LEAST_RSA_BYTES = 256;

function readPublicKeys(text: string): string[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "" && !line.startsWith("#"));
  const keys = lines.map((line) => {
    const key = ssh2.utils.parseKey(line);
    const isGood =
      !(key instanceof Error) &&
      !Array.isArray(key) &&
      !key.isPrivateKey() &&
      (key.type !== "ssh-rsa" || key.getPublicSSH().length > LEAST_RSA_BYTES) &&
      key.type !== "ssh-dss";
    if (!isGood)
      throw unprocessable(
        "bad_public_key",
        "This is not a public key of OpenSSH's (Ed25519, ECDSA, RSA from 2048 bits).",
      );
    // Without the comment, which may name a person.
    return line.trim().split(/\s+/).slice(0, 2).join(" ");
  });
  if (keys.length === 0) throw unprocessable("bad_public_key", "There is no public key.");
  return keys;
}
