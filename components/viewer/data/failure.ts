/** What stops the whole viewer, as opposed to one image that can't be shown. */
export type FailureKind =
  | "signed-out"
  | "forbidden"
  | "not-found"
  | "share-revoked"
  | "share-expired"
  | "network"
  | "server";

export class ViewerFailure extends Error {
  constructor(
    readonly kind: FailureKind,
    readonly status = 0,
  ) {
    super(`${kind} (${status})`);
    this.name = "ViewerFailure";
  }
}

/** The kind of failure for an HTTP status and the `code` of its problem document (RFC 9457). */
export function failureOf(status: number, code?: string): FailureKind {
  if (status === 0) return "network";
  if (status === 401) return "signed-out";
  if (status === 403) return "forbidden";
  if (status === 404) return "not-found";
  if (status === 410) return code === "share_expired" ? "share-expired" : "share-revoked";
  return "server";
}
