import { type Context, requireRole } from "@/lib/context";

/** What is on the server's disks is the operator's, on the page and on the command line. @throws ProblemError 403 */
export function authorizeDrops(context: Context): void {
  if (context.actor.kind !== "system") requireRole(context, "OPERATOR");
}
