import type { z } from "zod";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { requireImporter } from "./own-import";
import type { NewImport } from "./schemas";

/** Begins an upload by a person. @throws ProblemError 403 */
export async function createImport(
  context: Context,
  { files, bytes }: z.output<typeof NewImport>,
): Promise<{ id: string }> {
  const { user, organizationId } = requireImporter(context);
  return db.import.create({
    data: { organizationId, userId: user.actor.userId, expectedFiles: files, expectedBytes: BigInt(bytes) },
    select: { id: true },
  });
}
