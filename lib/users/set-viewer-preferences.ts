import { type Context, requireUser } from "@/lib/context";
import { db } from "@/lib/db";
import { unprocessable } from "@/lib/errors";
import { ViewerPreferences } from "./viewer-preferences";

/**
 * Replaces the sections that are given. Two windows of one person that save different sections keep both.
 * @throws ProblemError 403, and 422 when all sections together are too large
 */
export async function setViewerPreferences(context: Context, input: ViewerPreferences): Promise<void> {
  const { actor } = requireUser(context);
  await db.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ viewerPreferences: unknown }[]>`
      SELECT "viewerPreferences" FROM "User" WHERE "id" = ${actor.userId}::uuid FOR UPDATE`;
    const before = ViewerPreferences.safeParse(row?.viewerPreferences).data ?? {};
    const merged = ViewerPreferences.safeParse({ ...before, ...input });
    if (!merged.success)
      throw unprocessable("preferences_too_large", "The preferences are too large together");
    await tx.user.update({ where: { id: actor.userId }, data: { viewerPreferences: merged.data as object } });
  });
}
