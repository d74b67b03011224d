import type { Context } from "@/lib/context";

/** Studies whose arrival stands in the log. */
export type StudyLog = Pick<Set<string>, "has" | "add">;

const ONE_DELIVERY_MS = 15 * 60_000;
const MOST_REMEMBERED = 20_000;
const loggedAt = new Map<string, number>();

/**
 * Studies that this sender's requests of the last quarter of an hour have put into the log: a delivery in many
 * requests is one event, as a viewing of many frames is.
 */
export function studiesLoggedLately({ actor }: Context, organizationId: string): StudyLog {
  const sender =
    actor.kind === "user" ? actor.userId : actor.kind === "organization" ? actor.tokenId : actor.name;
  const keyOf = (study: string) => `${organizationId}/${sender}/${study}`;
  const log: StudyLog = {
    has: (study) => Date.now() - (loggedAt.get(keyOf(study)) ?? 0) < ONE_DELIVERY_MS,
    add: (study) => {
      if (loggedAt.size >= MOST_REMEMBERED) loggedAt.clear();
      loggedAt.set(keyOf(study), Date.now());
      return log as Set<string>;
    },
  };
  return log;
}
