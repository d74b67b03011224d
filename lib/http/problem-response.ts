import { ZodError } from "zod";
import { isDatabaseAway } from "@/lib/db";
import { badRequest, ProblemError } from "@/lib/errors";
import { log } from "@/lib/log";

/**
 * Whatever was thrown as RFC 9457 `application/problem+json`. What nobody expected is logged under the
 * request's number and answered 500 without its text.
 */
export function problemResponse(error: unknown, requestId: string): Response {
  const problem = toProblem(error, requestId);
  const headers: Record<string, string> = {
    "content-type": "application/problem+json",
    "cache-control": "no-store",
  };
  if (problem.status === 401) headers["www-authenticate"] = 'Bearer realm="beeldbrug"';
  if (typeof problem.extensions.retryAfterSeconds === "number")
    headers["retry-after"] = String(problem.extensions.retryAfterSeconds);
  return new Response(JSON.stringify({ ...problem.toJSON(), requestId }), {
    status: problem.status,
    headers,
  });
}

export function toProblem(error: unknown, requestId: string): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof ZodError)
    return badRequest("invalid_input", "The input is not of the form that this call takes.", {
      errors: error.issues.map(({ path, message }) => ({ path: path.join("."), message })),
    });
  if (isRequesterGone(error)) {
    log.info({ requestId }, "who asked went away");
    return badRequest("aborted", "The request ended before it was whole.");
  }
  log.error({ err: error, requestId }, "request failed");
  if (isDatabaseAway(error))
    return new ProblemError(503, "database_unavailable", "The database can't be reached. Try again later.", {
      retryAfterSeconds: 5,
    });
  return new ProblemError(500, "internal_error", "Beeldbrug could not finish this. Nothing was changed.");
}

/** What Node says of a request whose connection ended within its body: no failure of ours. */
function isRequesterGone(error: unknown): boolean {
  return (
    error instanceof Error && error.message === "aborted" && "code" in error && error.code === "ECONNRESET"
  );
}
