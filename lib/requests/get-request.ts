import { type Context, requireUser } from "@/lib/context";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import type { Side } from "./access";
import { auditingRefusals, heldBy, lockRequest } from "./access";
import { auditRequest } from "./audit-request";
import { findMatches } from "./find-matches";
import { presentRequest, type RequestRow, requestInclude } from "./request-view";
import type { ImageRequestView, PatientMatch } from "./schemas";

/** One request, for its two sides. The first look of the holder's is what the asker sees as "seen". */
export async function getRequest(context: Context, requestId: string): Promise<ImageRequestView> {
  return auditingRefusals(context, "request.viewed", requestId, () =>
    db.$transaction(async (transaction) => {
      const { user, request, side } = await lockRequest(transaction, context, requestId);
      if (side === "holder" && request.seenAt === null) {
        await transaction.imageRequest.update({ where: { id: request.id }, data: { seenAt: new Date() } });
        await auditRequest(transaction, user, request, { action: "request.viewed" });
      }
      return presentRequest(await load(transaction, request.id), side);
    }),
  );
}

/** Who of the holder's patients it may be, with their studies: for the holder's side alone. @throws 404 for others */
export async function getMatches(context: Context, requestId: string): Promise<{ items: PatientMatch[] }> {
  return auditingRefusals(context, "request.matched", requestId, () =>
    db.$transaction(async (transaction) => {
      const { user, request, side } = await lockRequest(transaction, context, requestId);
      if (side !== "holder") throw notFound();
      const items = request.state === "OPEN" ? await findMatches(request, transaction) : [];
      await auditRequest(transaction, user, request, {
        action: "request.matched",
        announced: false,
        detail: {
          matches: items.length,
          exact: items.filter(({ certainty }) => certainty === "EXACT").length,
        },
      });
      return { items };
    }),
  );
}

/** A request as one of its sides sees it, after a change that checked the right. */
export async function viewRequest(context: Context, requestId: string): Promise<ImageRequestView> {
  const user = requireUser(context);
  const isHolder = (await db.imageRequest.count({ where: { AND: [{ id: requestId }, heldBy(user)] } })) > 0;
  const side: Side = isHolder ? "holder" : "requester";
  return presentRequest(await load(db, requestId), side);
}

async function load(client: Pick<typeof db, "imageRequest">, id: string): Promise<RequestRow> {
  return client.imageRequest.findUniqueOrThrow({ where: { id }, include: requestInclude });
}
