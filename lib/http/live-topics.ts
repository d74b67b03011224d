import type { Context } from "@/lib/context";
import { ProblemError } from "@/lib/errors";
import { type Topic, topicKind } from "@/lib/live";
import { followMeeting } from "@/lib/meetings";
import { followRequest, followRequests } from "@/lib/requests";
import { followInbox, followSent, followShare } from "@/lib/shares";

/**
 * Whether a person may follow a topic of this kind now, and which announced topics it stands for (an inbox is those
 * of all addresses that the person reads). Asked when a page begins and again while it follows.
 * @throws ProblemError or answers undefined when not
 */
export type TopicResolver = (context: Context, id: string) => Promise<Topic[] | undefined>;

/** One line a kind; the room that announces it says who may follow. */
const resolvers: Record<string, TopicResolver> = {
  share: followShare,
  meeting: followMeeting,
  inbox: followInbox,
  sent: followSent,
  request: followRequest,
  requests: followRequests,
};

/** The announced topics behind one, or undefined for who may not follow it: unknown and forbidden look the same. */
export async function resolveTopic(context: Context, topic: Topic): Promise<Topic[] | undefined> {
  const { kind, id } = topicKind(topic);
  const resolver = Object.hasOwn(resolvers, kind) ? resolvers[kind] : undefined;
  try {
    return await resolver?.(context, id);
  } catch (error) {
    if (error instanceof ProblemError) return undefined;
    throw error;
  }
}
