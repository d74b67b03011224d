import { randomUUID } from "node:crypto";
import type { Context } from "@/lib/context";
import type { Installation } from "../../scratch/installation";

/** As the organisation's own system. */
export function organizationContext({ organizationId }: Installation): Context {
  return {
    actor: { kind: "organization", organizationId, organizationSlug: "noord", organizationName: "Noord" },
    requestId: randomUUID(),
    locale: "nl",
  };
}
