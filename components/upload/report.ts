export type NotTaken = { path: string; code: string; reason?: string };

export type ReasonGroup = { code: string; reason: string | undefined; files: NotTaken[] };

/** Files that were not taken, by why; the largest group first. */
export function groupByReason(files: readonly NotTaken[]): ReasonGroup[] {
  const groups = new Map<string, ReasonGroup>();
  for (const file of files) {
    const group = groups.get(file.code) ?? { code: file.code, reason: file.reason, files: [] };
    group.files.push(file);
    groups.set(file.code, group);
  }
  return [...groups.values()].sort((a, b) => b.files.length - a.files.length);
}
