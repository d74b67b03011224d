import fs from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { EventCode, recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db, type Organization, type WatchedFolder } from "@/lib/db";
import { env } from "@/lib/env";
import { conflict, notFound, unprocessable } from "@/lib/errors";
import { authorizeDrops } from "./authorize-drops";

export const AddWatchedFolderInput = z.object({
  organizationId: z.uuid(),
  /** Absolute, or below WATCHED_FOLDERS_DIR; left out: a folder of the organisation's name in it. */
  path: z.string().min(1).max(1000).optional(),
});

/**
 * Has a folder's files taken into an organisation's archive from now on. The folder is made when it isn't there.
 * @throws ProblemError 422 `folder_not_allowed` for one outside WATCHED_FOLDERS_DIR; 409 `folder_taken`
 */
export async function addWatchedFolder(
  context: Context,
  input: z.input<typeof AddWatchedFolderInput>,
): Promise<WatchedFolder> {
  authorizeDrops(context);
  const given = AddWatchedFolderInput.parse(input);
  const organization = await db.organization.findUnique({
    where: { id: given.organizationId, isConnected: true },
  });
  if (!organization) throw notFound();
  const folder = await prepareFolder(given.path ?? organization.slug ?? organization.id);
  return db.$transaction(async (transaction) => {
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('watched-folders', 0))`;
    for (const other of await transaction.watchedFolder.findMany())
      if (isWithin(other.path, folder) || isWithin(folder, other.path))
        throw conflict("folder_taken", `The folder ${other.path} is watched already.`);
    const created = await transaction.watchedFolder.create({
      data: { organizationId: organization.id, path: folder },
    });
    await recordAudit(transaction, context, {
      eventCode: EventCode.orderOrAdministration,
      action: "watched-folder.added",
      organizations: [organization.id],
      object: { type: "WatchedFolder", id: created.id },
    });
    return created;
  });
}

export async function listWatchedFolders(
  context: Context,
  { organizationId }: { organizationId?: string } = {},
): Promise<(WatchedFolder & { organization: Pick<Organization, "name"> })[]> {
  authorizeDrops(context);
  return db.watchedFolder.findMany({
    where: { ...(organizationId !== undefined && { organizationId }) },
    include: { organization: { select: { name: true } } },
    orderBy: { path: "asc" },
  });
}

/** The folder and what is in it stay. @throws ProblemError 404 */
export async function removeWatchedFolder(context: Context, { id }: { id: string }): Promise<void> {
  authorizeDrops(context);
  await db.$transaction(async (transaction) => {
    const row = await transaction.watchedFolder.findUnique({ where: { id } });
    if (!row) throw notFound();
    await transaction.watchedFolder.delete({ where: { id } });
    await recordAudit(transaction, context, {
      eventCode: EventCode.orderOrAdministration,
      action: "watched-folder.removed",
      organizations: [row.organizationId],
      object: { type: "WatchedFolder", id },
    });
  });
}

/** Answers where it really is: a link on the way must not lead out of the folder that the installation allows. */
async function prepareFolder(given: string): Promise<string> {
  await fs.mkdir(env.WATCHED_FOLDERS_DIR, { recursive: true, mode: 0o770 });
  const base = await fs.realpath(env.WATCHED_FOLDERS_DIR);
  const notAllowed = () =>
    unprocessable("folder_not_allowed", `The folder is not below ${base} (WATCHED_FOLDERS_DIR).`);
  const wanted = path.resolve(base, given);
  const isBelow = isWithin(base, wanted) || isWithin(path.resolve(env.WATCHED_FOLDERS_DIR), wanted);
  if (!isBelow || !isWithin(base, await realAncestor(wanted))) throw notAllowed();
  await fs.mkdir(wanted, { recursive: true, mode: 0o770 });
  const real = await fs.realpath(wanted);
  if (!isWithin(base, real) || real === base || !(await fs.stat(real)).isDirectory()) throw notAllowed();
  return real;
}

/** Where the nearest folder above it that exists really is: nothing is made beyond a link that leads out. */
async function realAncestor(folder: string): Promise<string> {
  const real = await fs.realpath(folder).catch(() => undefined);
  return real ?? realAncestor(path.dirname(folder));
}

const isWithin = (outer: string, inner: string): boolean =>
  inner === outer || inner.startsWith(outer.endsWith(path.sep) ? outer : outer + path.sep);
