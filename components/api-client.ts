import { isUnattended } from "./last-input";

/** The answer of a call that failed: an RFC 9457 problem of the server, or status 0 when there was no answer. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";

  constructor(
    /** HTTP status; 0 without a connection. */
    readonly status: number,
    /** Stable, part of the interface ("not_found", "share_expired", …); "network" without a connection. */
    readonly code: string,
    message: string,
    /** What the server's log has it under. */
    readonly reference: string | undefined,
    /** Everything else in the problem. */
    readonly extensions: Record<string, unknown> = {},
  ) {
    super(message);
  }
}

export const SESSION_ENDED = "beeldbrug:session-ended";

type ApiOptions = {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Sent as JSON; a method of its own isn't needed then: POST. */
  body?: unknown;
  /** Sent as it is instead, as plain text. */
  text?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
};

/**
 * A call to our own server: same origin, the session's cookie, JSON both ways. A 401 opens the dialog
 * "session ended" over the page, which keeps what was typed; the call fails all the same and can be repeated.
 * @throws ApiProblem
 */
export async function api<T>(path: string, options: ApiOptions = {}): Promise<T> {
  const hasBody = options.body !== undefined;
  const response = await fetch(path, {
    method: options.method ?? (hasBody || options.text !== undefined ? "POST" : "GET"),
    credentials: "same-origin",
    headers: {
      accept: "application/json",
      ...(hasBody ? { "content-type": "application/json" } : {}),
      ...(isUnattended() ? { "x-beeldbrug-unattended": "1" } : {}),
      ...options.headers,
    },
    body: hasBody ? JSON.stringify(options.body) : options.text,
    signal: options.signal,
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiProblem(0, "network", "No connection with the server.", undefined);
  });
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
  if (response.status === 401) window.dispatchEvent(new Event(SESSION_ENDED));
  throw await toApiProblem(response);
}

async function toApiProblem(response: Response): Promise<ApiProblem> {
  const problem = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  const { title, code, requestId, status: _status, type: _type, ...extensions } = problem;
  return new ApiProblem(
    response.status,
    typeof code === "string" ? code : "unknown",
    typeof title === "string" ? title : response.statusText,
    typeof requestId === "string" ? requestId : undefined,
    extensions,
  );
}

export function isApiProblem(error: unknown, code?: string): error is ApiProblem {
  return error instanceof ApiProblem && (code === undefined || error.code === code);
}
