import { z } from "zod";
import { EventCode, recordAudit } from "@/lib/audit";
import { hashPassword, requireStrongPassword } from "@/lib/auth";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { conflict, forbidden, notFound } from "@/lib/errors";
import { findOrganization } from "@/lib/organizations";
import { emailSchema, requireAdministratorOf, requireMayGrant, rolesSchema } from "./user-administration";

const createUserInput = z
  .object({
    email: emailSchema,
    name: z.string().trim().min(1).max(200),
    /** By id, or by slug as on the command line. */
    organizationId: z.uuid().optional(),
    organizationSlug: z.string().optional(),
    roles: rolesSchema,
    /** Without one the account signs in with its organisation's own login only. */
    password: z.string().optional(),
    uzi: z
      .string()
      .regex(/^\d{9}$/, "has 9 digits")
      .optional(),
    locale: z.enum(["nl", "en"]).default("nl"),
    /** Signs in with the password alone, and only while DEMO=1; for the demo seed. */
    isDemo: z.boolean().default(false),
  })
  .refine(
    ({ organizationId, organizationSlug }) =>
      (organizationId === undefined) !== (organizationSlug === undefined),
    {
      message: "needs one of organizationId and organizationSlug",
    },
  );

export type CreateUserInput = z.input<typeof createUserInput>;

/**
 * An account in an organisation. At its first sign-in it is led to set up a second factor.
 * @throws 403 `forbidden`, 404 for an unknown organisation, 409 `email_taken` | `uzi_taken`, 422 `weak_password`
 */
export async function createUser(
  context: Context,
  input: CreateUserInput,
): Promise<{ userId: string; email: string }> {
  const { organizationId, organizationSlug, password, ...account } = createUserInput.parse(input);
  // Before it is looked up: who may not make accounts there doesn't hear whether it exists.
  if (organizationId !== undefined) requireMayCreate(context, organizationId, account.roles);
  const organization =
    organizationId === undefined
      ? await findOrganization(organizationSlug ?? "")
      : await db.organization.findUnique({ where: { id: organizationId } });
  if (organization === null) throw notFound();
  if (organizationId === undefined) requireMayCreate(context, organization.id, account.roles);
  requireMayGrant(context, account.roles);
  if (account.isDemo && context.actor.kind !== "system") throw forbidden();
  if (password !== undefined && !account.isDemo) requireStrongPassword(password, account);
  const passwordHash = password === undefined ? null : await hashPassword(password);
  return db.$transaction(async (transaction) => {
    if (await transaction.user.findUnique({ where: { email: account.email }, select: { id: true } }))
      throw conflict("email_taken", "There is an account with this e-mail address.");
    if (
      account.uzi &&
      (await transaction.user.findUnique({ where: { uzi: account.uzi }, select: { id: true } }))
    )
      throw conflict("uzi_taken", "There is an account with this UZI number.");
    const user = await transaction.user.create({
      data: { ...account, uzi: account.uzi ?? null, organizationId: organization.id, passwordHash },
    });
    await recordAudit(transaction, context, {
      eventCode: EventCode.securityAlert,
      action: "user.created",
      organizations: [organization.id],
      object: { type: "User", id: user.id },
      detail: { roles: user.roles },
    });
    return { userId: user.id, email: user.email };
  });
}

/** An operator connects organisations, and so makes their first administrators. */
function requireMayCreate(context: Context, organizationId: string, roles: string[]): void {
  const isFirstAdministrator = roles.length === 1 && roles[0] === "ADMINISTRATOR";
  if (isFirstAdministrator && context.actor.kind === "user" && context.actor.roles.includes("OPERATOR"))
    return;
  requireAdministratorOf(context, organizationId);
}
