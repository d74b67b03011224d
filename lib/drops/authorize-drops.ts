import type { Context } from "@/lib/context";
import { forbidden } from "@/lib/errors";

/** What is on the server's disks is the operator's: the command line. @throws ProblemError 403 */
export function authorizeDrops({ actor }: Context): void {
  if (actor.kind !== "system") throw forbidden();
}
