import { type Context, requireUser } from "@/lib/context";
import { db } from "@/lib/db";

export interface OwnSecurity {
  isDemo: boolean;
  hasPassword: boolean;
  secondFactorSince: string | null;
  recoveryCodesLeft: number;
  identities: { id: string; issuer: string; linkedAt: string }[];
}

/** How the person who asks signs in. */
export async function getOwnSecurity(context: Context): Promise<OwnSecurity> {
  const { userId } = requireUser(context).actor;
  const user = await db.user.findUniqueOrThrow({
    where: { id: userId },
    include: {
      identities: { orderBy: { createdAt: "asc" } },
      _count: { select: { recoveryCodes: { where: { usedAt: null } } } },
    },
  });
  return {
    isDemo: user.isDemo,
    hasPassword: user.passwordHash !== null,
    secondFactorSince: user.totpConfirmedAt?.toISOString() ?? null,
    recoveryCodesLeft: user._count.recoveryCodes,
    identities: user.identities.map(({ id, issuer, createdAt }) => ({
      id,
      issuer,
      linkedAt: createdAt.toISOString(),
    })),
  };
}
