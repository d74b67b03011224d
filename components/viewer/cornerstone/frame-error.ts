import { type FailureKind, failureOf, ViewerFailure } from "../data/failure";

/** Why one frame can't be shown. The first five come from the server and may concern the whole viewer. */
export type FrameErrorKind = FailureKind | "timeout" | "unsupported-syntax" | "decode";

export class FrameError extends Error {
  constructor(
    readonly kind: FrameErrorKind,
    readonly detail = "",
  ) {
    super(`${kind} ${detail}`.trim());
    this.name = "FrameError";
  }
}

const STOPS_VIEWER: ReadonlySet<FrameErrorKind> = new Set([
  "signed-out",
  "forbidden",
  "share-revoked",
  "share-expired",
  "network",
]);

/** Translates whatever the loader rejects with: an XMLHttpRequest, a decoder's error, or a text. */
export function frameErrorOf(cause: unknown): FrameError {
  if (cause instanceof FrameError) return cause;
  const nested = (cause as { error?: unknown } | null)?.error;
  if (nested && !(cause instanceof Error)) return frameErrorOf(nested);
  if (isRequest(cause)) {
    if (cause.status === 406 || cause.status === 415) return new FrameError("unsupported-syntax");
    return new FrameError(failureOf(cause.status, problemCode(cause)), String(cause.status || ""));
  }
  const message = cause instanceof Error ? cause.message : String(cause);
  const syntax = /No decoder for transfer syntax (\S+)/.exec(message)?.[1];
  return syntax
    ? new FrameError("unsupported-syntax", syntax)
    : new FrameError("decode", message.slice(0, 200));
}

/** The failure that must stop the viewer, if this error is one: rights are gone, or the server can't be reached. */
export function viewerFailureOf(error: FrameError): ViewerFailure | null {
  return STOPS_VIEWER.has(error.kind) ? new ViewerFailure(error.kind as FailureKind) : null;
}

function isRequest(cause: unknown): cause is XMLHttpRequest {
  return typeof cause === "object" && cause !== null && "status" in cause && "responseType" in cause;
}

function problemCode(xhr: XMLHttpRequest): string | undefined {
  try {
    const body = xhr.response instanceof ArrayBuffer ? new TextDecoder().decode(xhr.response) : "";
    const code = (JSON.parse(body) as { code?: unknown }).code;
    return typeof code === "string" ? code : undefined;
  } catch {
    return undefined;
  }
}
