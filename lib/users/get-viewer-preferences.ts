import { type Context, requireUser } from "@/lib/context";
import { db } from "@/lib/db";
import { ViewerPreferences } from "./viewer-preferences";

/** How this person likes the viewer; {} when nothing was chosen. @throws ProblemError 403 */
export async function getViewerPreferences(context: Context): Promise<ViewerPreferences> {
  const { actor } = requireUser(context);
  const { viewerPreferences } = await db.user.findUniqueOrThrow({
    where: { id: actor.userId },
    select: { viewerPreferences: true },
  });
  // A row of an older or newer version must not keep anybody from looking at images.
  return ViewerPreferences.safeParse(viewerPreferences).data ?? {};
}
