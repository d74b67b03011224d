import type { Context, OrganizationActor } from "@/lib/context";

/** The other side of an association that was admitted. */
export interface AdmittedPeer {
  context: Context<OrganizationActor>;
  /** Studies whose arrival on this association is in the log already. */
  auditedStudies: Set<string>;
}
