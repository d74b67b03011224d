import { type Context, requireUser, type UserContext } from "@/lib/context";
import { db, type Import } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { organizationToStore } from "@/lib/studies";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The person that imports, with the organisation it is for. @throws ProblemError 403 */
export function requireImporter(context: Context): { user: UserContext; organizationId: string } {
  return { user: requireUser(context), organizationId: organizationToStore(context) };
}

/** An upload of the actor's own, in the organisation that the actor is in now. @throws ProblemError 404, 403 */
export async function ownImport(context: Context, id: string): Promise<Import> {
  const { user, organizationId } = requireImporter(context);
  if (!UUID.test(id)) throw notFound();
  const row = await db.import.findFirst({ where: { id, organizationId, userId: user.actor.userId } });
  if (!row) throw notFound();
  return row;
}

/** One that still takes bytes. @throws ProblemError 404 as above, also when it is closed */
export async function openImport(context: Context, id: string): Promise<Import> {
  const row = await ownImport(context, id);
  if (row.state !== "OPEN") throw notFound();
  return row;
}
