import { db } from "@/lib/db";
import { env } from "@/lib/env";

/** The demo accounts, for the sign-in page of a demo installation; empty everywhere else. */
export async function listDemoAccounts(): Promise<{ email: string; name: string; organization: string }[]> {
  if (!env.DEMO) return [];
  const users = await db.user.findMany({
    where: { isDemo: true, disabledAt: null },
    select: { email: true, name: true, organization: { select: { name: true } } },
    orderBy: { createdAt: "asc" },
  });
  return users.map(({ email, name, organization }) => ({ email, name, organization: organization.name }));
}
