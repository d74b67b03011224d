/** Extra members of an RFC 9457 problem, for example which field is wrong. Never patient data. */
export type ProblemExtensions = Record<string, unknown>;

/**
 * An error with an answer: thrown by verbs, turned into `application/problem+json` by the HTTP rooms
 * and into a page by the screens. `code` is stable and part of the interface.
 */
export class ProblemError extends Error {
  override readonly name = "ProblemError";

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly extensions: ProblemExtensions = {},
  ) {
    super(message);
  }

  toJSON(): Record<string, unknown> {
    return {
      type: "about:blank",
      title: this.message,
      status: this.status,
      code: this.code,
      ...this.extensions,
    };
  }
}

export const badRequest = (code: string, message: string, extensions?: ProblemExtensions) =>
  new ProblemError(400, code, message, extensions);

export const unauthorized = (message = "Sign in or send a valid bearer token.") =>
  new ProblemError(401, "unauthorized", message);

/** The actor is known but lacks a role in the own organisation. */
export const forbidden = (code = "forbidden", message = "Your account has no right to do this.") =>
  new ProblemError(403, code, message);

export const insufficientScope = () =>
  new ProblemError(403, "insufficient_scope", "The token's scope does not cover this.");

/** The same answer for what doesn't exist and for what isn't yours. */
export const notFound = () => new ProblemError(404, "not_found", "This does not exist, or it is not yours.");

export const conflict = (code: string, message: string) => new ProblemError(409, code, message);

export const gone = (code: "share_revoked" | "share_expired", message: string) =>
  new ProblemError(410, code, message);

export const unprocessable = (code: string, message: string, extensions?: ProblemExtensions) =>
  new ProblemError(422, code, message, extensions);

export const tooManyRequests = (retryAfterSeconds: number) =>
  new ProblemError(429, "too_many_requests", "Too many attempts. Try again later.", { retryAfterSeconds });
