import { isApiProblem } from "@/components/api-client";

const KNOWN = ["network", "share_revoked", "share_expired", "not_found"] as const;
type Kind = (typeof KNOWN)[number] | "signedOut" | "other";

/** Why a reply wasn't sent, as the panel says it; `reference` is how the server's log names it. */
export type SendFailure = { kind: Kind; reference: string };

export function sendFailureOf(error: unknown): SendFailure {
  if (!isApiProblem(error)) return { kind: "other", reference: "-" };
  const kind = KNOWN.find((each) => each === error.code);
  return {
    kind: error.status === 401 ? "signedOut" : (kind ?? "other"),
    reference: error.reference ?? "-",
  };
}
