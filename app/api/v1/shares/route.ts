import { badRequest } from "@/lib/errors";
import { apiRoute } from "@/lib/http";
import { listShares, sendShare } from "@/lib/shares";
import { listSharesOperation, sendShareOperation } from "@/lib/shares/api";

const LONGEST_KEY = 255;

export const GET = apiRoute(listSharesOperation, (context, { query }) => listShares(context, query));

export const POST = apiRoute(sendShareOperation, async (context, { body, request }) => {
  const idempotencyKey = request.headers.get("idempotency-key") ?? undefined;
  if (idempotencyKey !== undefined && (idempotencyKey === "" || idempotencyKey.length > LONGEST_KEY))
    throw badRequest("invalid_idempotency_key", `An Idempotency-Key has 1 to ${LONGEST_KEY} characters.`);
  const { share, isNew } = await sendShare(context, body, { idempotencyKey });
  return Response.json(share, {
    status: isNew ? 201 : 200,
    headers: { "cache-control": "no-store", location: `/api/v1/shares/${share.id}` },
  });
});
