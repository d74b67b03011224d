import { db } from "@/lib/db";
import type { DirectoryFile, DirectoryFileError } from "./directory-file";
import { type AddressRow, type FlatEntry, flattenDirectory } from "./flatten-directory";

export type ChangeKind = "NEW" | "CHANGED" | "ENDED" | "UNCHANGED";

export interface ImportChange {
  kind: Exclude<ChangeKind, "UNCHANGED">;
  entry: string;
  organization: string;
  /** Which fields change, with the old and the new text. */
  fields?: { field: string; from: string; to: string }[];
}

export interface ImportPlan {
  counts: Record<ChangeKind, number>;
  changes: ImportChange[];
  errors: DirectoryFileError[];
}

const COMPARED = [
  "name",
  "role",
  "specialty",
  "departmentName",
  "organizationName",
  "city",
  "email",
] as const;
/** Enough to judge an import by; the counts are always whole. */
const SHOWN_CHANGES = 500;

/** What an import would change, entry by entry, without changing anything. */
export async function planImport(file: DirectoryFile, sourceName: string): Promise<ImportPlan> {
  const known = await knownEntries(sourceName);
  const plan: ImportPlan = {
    counts: { NEW: 0, CHANGED: 0, ENDED: 0, UNCHANGED: 0 },
    changes: [],
    errors: file.errors,
  };
  const seen = new Set<string>();
  const note = (change: ImportChange) => {
    plan.counts[change.kind] += 1;
    if (plan.changes.length < SHOWN_CHANGES) plan.changes.push(change);
  };
  for (const entry of flattenDirectory(file)) {
    const key = keyOf(entry.ura, entry.kind, entry.identifier);
    seen.add(key);
    const before = known.get(key);
    if (!before)
      note({ kind: "NEW", entry: entry.address.name, organization: entry.address.organizationName });
    else {
      const fields = differences(before, entry);
      if (fields.length === 0) plan.counts.UNCHANGED += 1;
      else
        note({
          kind: "CHANGED",
          entry: entry.address.name,
          organization: entry.address.organizationName,
          fields,
        });
    }
  }
  // Only entries of this same source end: another source's entries aren't this one's to remove.
  for (const [key, row] of known)
    if (row.isOfSource && row.isListed && !seen.has(key))
      note({ kind: "ENDED", entry: row.name, organization: row.organizationName });
  return plan;
}

interface KnownEntry extends AddressRow {
  isOfSource: boolean;
  isListed: boolean;
}

async function knownEntries(sourceName: string): Promise<Map<string, KnownEntry>> {
  const rows = await db.address.findMany({
    include: {
      organization: { select: { ura: true } },
      practitionerRole: { select: { localIdentifier: true, source: { select: { name: true } } } },
      healthcareService: { select: { localIdentifier: true, source: { select: { name: true } } } },
    },
  });
  return new Map(
    rows.map((row) => {
      const origin = row.practitionerRole ?? row.healthcareService;
      const key = keyOf(row.organization.ura ?? "", row.kind, origin?.localIdentifier ?? "");
      return [key, { ...row, isOfSource: origin?.source?.name === sourceName }];
    }),
  );
}

function keyOf(ura: string, kind: string, identifier: string): string {
  return [ura, kind, identifier].join(" ");
}

function differences(before: KnownEntry, entry: FlatEntry): { field: string; from: string; to: string }[] {
  const fields = COMPARED.filter((field) => (before[field] ?? "") !== (entry.address[field] ?? ""));
  const changed = fields.map((field) => ({
    field,
    from: before[field] ?? "",
    to: entry.address[field] ?? "",
  }));
  return before.isListed ? changed : [{ field: "listed", from: "no", to: "yes" }, ...changed];
}
