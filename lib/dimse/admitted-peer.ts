import type { Context, OrganizationActor } from "@/lib/context";
import type { IngestSession } from "@/lib/ingest";

/** The other side of an association that was admitted. */
export interface AdmittedPeer {
  context: Context<OrganizationActor>;
  /** Through it come the instances of this association. */
  session: IngestSession;
}
