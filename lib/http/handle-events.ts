import type { IncomingMessage, ServerResponse } from "node:http";
import { type Context, requireScope } from "@/lib/context";
import { badRequest, notFound, ProblemError } from "@/lib/errors";
import { isTopic, liveHub } from "@/lib/live";
import { LiveStream, openStreams } from "./live-stream";

const MOST_TOPICS = 100;
const MOST_STREAMS = 30;
const streamsOf = new Map<string, number>();

/**
 * GET /api/v1/events?topic=…&topic=…: server-sent events for as long as the page is open. It begins with `ready`;
 * `change` says what happened, `refetch` that something may have been missed, `closed` that a topic isn't (or no
 * longer) open to the person, `ended` that the session is over. HEAD looks at the rights alone.
 * @throws ProblemError 400 without a topic, 404 when none of them may be followed, 429 for too many streams
 */
export async function handleEvents(
  request: IncomingMessage,
  response: ServerResponse,
  context: Context,
): Promise<void> {
  if (request.method !== "GET" && request.method !== "HEAD")
    throw new ProblemError(405, "method_not_allowed", "Events are asked for with GET.");
  requireScope(context, "api");
  const given = new URL(request.url ?? "/", "http://localhost").searchParams.getAll("topic");
  const topics = [...new Set(given)].filter(isTopic);
  if (topics.length === 0 || topics.length > MOST_TOPICS)
    throw badRequest("invalid_topics", `Name 1 to ${MOST_TOPICS} topics.`);

  const stream = new LiveStream(request, response, context);
  const leave = enter(context);
  response.once("close", leave);
  try {
    // Listening comes before the look at the rights: nothing falls between.
    if (request.method === "GET") await liveHub.ready();
    const refused = await stream.follow(topics);
    if (refused.length === topics.length) throw notFound();
    response.writeHead(200, {
      "content-type": "text/event-stream",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    });
    if (request.method === "HEAD") return stream.end();
    openStreams.add(stream);
    response.flushHeaders();
    stream.start(refused, request.headers["last-event-id"] !== undefined);
    if (response.destroyed) stream.end();
  } catch (error) {
    stream.detach();
    leave();
    throw error;
  }
}

/** Counts a person's streams in this process. @throws ProblemError 429 `too_many_streams` */
function enter({ actor }: Context): () => void {
  const who =
    actor.kind === "user" ? actor.userId : actor.kind === "organization" ? actor.organizationId : "";
  const count = streamsOf.get(who) ?? 0;
  if (count >= MOST_STREAMS)
    throw new ProblemError(429, "too_many_streams", "Too many pages follow events for this account.");
  streamsOf.set(who, count + 1);
  let isIn = true;
  return () => {
    if (!isIn) return;
    isIn = false;
    const left = (streamsOf.get(who) ?? 1) - 1;
    if (left > 0) streamsOf.set(who, left);
    else streamsOf.delete(who);
  };
}

/** Ends every stream: their pages come back to a process that goes on. */
export async function closeEvents(): Promise<void> {
  for (const stream of [...openStreams]) stream.end();
  await liveHub.stop();
}
