import type { IncomingMessage, ServerResponse } from "node:http";
import type { Context } from "@/lib/context";
import { ProblemError } from "@/lib/errors";
export async function storeInstances(
  _req: IncomingMessage,
  _res: ServerResponse,
  _context: Context,
  _study?: string,
): Promise<void> {
  throw new ProblemError(503, "unavailable", "Storing is not available yet.");
}
