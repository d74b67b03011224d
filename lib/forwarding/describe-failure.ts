import type { TransferFailure } from "./status-codes";

const KNOWN = new Set<string>([
  "unreachable",
  "rejected",
  "aborted",
  "timeout",
  "lost",
  "not_supported",
  "not_authorized",
  "no_such_service",
  "busy",
  "refused",
  "bad_answer",
] satisfies TransferFailure[]);

/** What a protocol's error says. @throws what it was given when it is no protocol's error */
export function describe(error: unknown): { code: TransferFailure; detail: string } {
  const { code, message } = error as { code?: unknown; message?: unknown };
  const known = typeof code === "string" ? code.toLowerCase() : "";
  if (!KNOWN.has(known)) throw error;
  return { code: known as TransferFailure, detail: String(message) };
}
