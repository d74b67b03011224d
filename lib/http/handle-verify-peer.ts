import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { type Context, requireScope } from "@/lib/context";
import { notFound, ProblemError } from "@/lib/errors";
import { verifyPeer } from "@/lib/peers";
import { probePeer } from "@/lib/worker/peer-protocols";

/**
 * POST /api/v1/administration/peers/{peerId}/verify. Not a route of Next: the DIMSE room reaches decoders that its
 * bundler can't take.
 */
export async function handleVerifyPeer(
  request: IncomingMessage,
  response: ServerResponse,
  context: Context,
): Promise<void> {
  if (request.method !== "POST")
    throw new ProblemError(405, "method_not_allowed", "A system is tried out with POST.");
  requireScope(context, "api");
  const peerId = z.uuid().safeParse(request.url?.split("?", 1)[0]?.split("/").at(-2));
  if (!peerId.success) throw notFound();
  const answer = await verifyPeer(context, { peerId: peerId.data }, probePeer);
  request.resume();
  response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(answer));
}
