import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import type { KeyImage } from "./api";
import { keyImageSelect, keyImageView } from "./key-image-view";
import { isGranted, studyAccess } from "./study-access";

/**
 * The key images of one study: those of who holds it, which go with a share, and those of the reader's own
 * organisation. Marks in series that a share doesn't grant don't exist for its recipient.
 * @throws ProblemError as `studyAccess`
 */
export async function listKeyImages(
  context: Context,
  studyInstanceUid: string,
  shareId: string | undefined,
): Promise<{ items: KeyImage[] }> {
  const access = await studyAccess(context, studyInstanceUid, shareId);
  const rows = await db.keyImage.findMany({
    where: {
      OR: [
        { studyId: access.studyId },
        // Seen through a share before, and perhaps imported since: the own marks stay with the own organisation.
        { organizationId: access.organizationId, studyInstanceUid },
      ],
      // Another organisation's marks on what it received are its own affair.
      organizationId: { in: [access.holderId, access.organizationId] },
    },
    select: keyImageSelect,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const items = rows
    .filter((row) => isGranted(access, row.seriesInstanceUid))
    .map((row) => keyImageView(row, access.organizationId));
  return { items };
}
