import { env } from "@/lib/env";
import { ProblemError } from "@/lib/errors";
import type { RequestFacts } from "./request-facts";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * A browser sends our cookie along with what another site asks for; it also says which site asked.
 * @throws ProblemError 403 `cross_origin` for an unsafe method that doesn't come from our own pages
 */
export function requireSameOrigin(request: RequestFacts): void {
  if (SAFE_METHODS.has(request.method)) return;
  const origin = request.header("origin");
  const isOwn =
    origin === undefined ? request.header("sec-fetch-site") === "same-origin" : isOwnOrigin(origin, request);
  if (!isOwn) throw new ProblemError(403, "cross_origin", "This call must come from Beeldbrug's own pages.");
}

function isOwnOrigin(origin: string, request: RequestFacts): boolean {
  if (origin === new URL(env.BASE_URL).origin) return true;
  // A demo on loopback is opened as localhost and as 127.0.0.1, also through a forwarded port.
  const host = request.header("host");
  return (
    env.DEMO && origin === `http://${host}` && /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host ?? "")
  );
}
