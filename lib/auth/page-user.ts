import { cache } from "react";
import type { UserContext } from "@/lib/context";
import { ownPath } from "./callback-path";
import { personContext } from "./person-context";
import { headerFacts, type RequestFacts } from "./request-facts";
import { readSessionId } from "./session-cookie";
import { type LiveSession, loadSession } from "./sessions";

/** Set by proxy.ts, because a server component doesn't know its own address. */
export const PATH_HEADER = "x-beeldbrug-path";

export const SECOND_FACTOR_PATH = "/sign-in/second-factor";

/** Once per rendering, however many components ask. */
const currentSession = cache(async (): Promise<{ facts: RequestFacts; session: LiveSession | undefined }> => {
  const { headers } = await import("next/headers");
  const facts = headerFacts(await headers());
  const id = await readSessionId(facts);
  return { facts, session: id === undefined ? undefined : await loadSession(id) };
});

/** For server components and actions: the signed-in person, else redirects to /sign-in and back. */
export async function requirePageUser(): Promise<UserContext> {
  const { context, needsSecondFactor, callbackUrl } = await requireSignedIn();
  if (needsSecondFactor) {
    const { redirect } = await import("next/navigation");
    redirect(`${SECOND_FACTOR_PATH}?callbackUrl=${encodeURIComponent(callbackUrl)}`);
  }
  return context;
}

/** The signed-in person, or undefined: for pages that are open to everybody. */
export async function currentPageUser(): Promise<UserContext | undefined> {
  const { facts, session } = await currentSession();
  return session === undefined || session.needsSecondFactor
    ? undefined
    : personContext(facts, session.user, session.id);
}

/** As `requirePageUser`, and also for who has yet to enrol a second factor: for the enrolment page alone. */
export async function requireSignedIn(): Promise<{
  context: UserContext;
  needsSecondFactor: boolean;
  callbackUrl: string;
}> {
  const { facts, session } = await currentSession();
  const callbackUrl = ownPath(facts.header(PATH_HEADER));
  if (session === undefined) {
    const { redirect } = await import("next/navigation");
    return redirect(`/sign-in?callbackUrl=${encodeURIComponent(callbackUrl)}`);
  }
  return {
    context: personContext(facts, session.user, session.id),
    needsSecondFactor: session.needsSecondFactor,
    callbackUrl,
  };
}
