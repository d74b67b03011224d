import { type Context, requireRole } from "@/lib/context";
import { db } from "@/lib/db";
import type { DirectorySourceKind } from "@/lib/db/generated/enums";

export interface ListedSource {
  sourceId: string;
  name: string;
  kind: DirectorySourceKind;
  importedAt: string;
  organizations: number;
  practitioners: number;
  mailboxes: number;
}

/** Where the book comes from, last imported first, with how much of it is listed now; for the operator. */
export async function listDirectorySources(context: Context): Promise<ListedSource[]> {
  if (context.actor.kind !== "system") requireRole(context, "OPERATOR");
  const sources = await db.directorySource.findMany({
    include: {
      _count: {
        select: {
          organizations: true,
          practitionerRoles: { where: { endedAt: null } },
          healthcareServices: { where: { endedAt: null } },
        },
      },
    },
    orderBy: { importedAt: "desc" },
  });
  return sources.map(({ id, name, kind, importedAt, _count }) => ({
    sourceId: id,
    name,
    kind,
    importedAt: importedAt.toISOString(),
    organizations: _count.organizations,
    practitioners: _count.practitionerRoles,
    mailboxes: _count.healthcareServices,
  }));
}
