import type { Context, UserContext } from "@/lib/context";

/** CONTRACT (implementation by the sign-in helper; this file is replaced, the signatures stay). */
export declare function authenticateRequest(
  /** Works for a web Request and for Node's IncomingMessage-like objects. */
  request: Request | { method?: string; headers: Record<string, string | string[] | undefined>; socket?: { remoteAddress?: string } },
  requestId: string,
): Promise<Context>;
/** For server components: the signed-in person, else redirects to /sign-in and back. */
export declare function requirePageUser(): Promise<UserContext>;
