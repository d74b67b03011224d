/** The rooms and the organisation that commands about one organisation's part of the book begin with. */
export async function ownDirectory(slug: string) {
  const [directory, { findOrganization }] = await Promise.all([
    import("@/lib/directory"),
    import("@/lib/organizations"),
  ]);
  const { id: organizationId } = await findOrganization(slug);
  return { ...directory, organizationId };
}

/** The one entry of that name. @throws when there is none or more than one */
export function named<Entry extends { name: string }>(entries: Entry[], name: string, kind: string): Entry {
  const [found, another] = entries.filter((entry) => entry.name.toLowerCase() === name.trim().toLowerCase());
  if (!found) throw new Error(`there is no ${kind} "${name}"`);
  if (another) throw new Error(`there is more than one ${kind} "${name}"`);
  return found;
}
