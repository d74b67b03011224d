import { type Context, requireUser } from "@/lib/context";
import { db } from "@/lib/db";
import type { Purpose } from "@/lib/db/generated/enums";
import { addressSelect } from "./find-recipients";
import type { RecipientOption } from "./schemas";
import { readersOf } from "./share-view";

const MOST_RECENT = 8;
const MOST_FAVORITES = 12;

/** Favourites and the addresses a sender used last, for one click; and the purpose used last. */
export async function recentRecipients(
  context: Context,
): Promise<{ items: RecipientOption[]; lastPurpose: Purpose | null }> {
  const { userId } = requireUser(context).actor;
  const select = { ...addressSelect, isListed: true, role: true, city: true, specialty: true } as const;
  const [favorites, shares] = await Promise.all([
    db.favoriteAddress.findMany({
      where: { userId },
      select: { address: { select } },
      orderBy: { createdAt: "desc" },
      take: MOST_FAVORITES,
    }),
    db.share.findMany({
      where: { senderId: userId },
      select: {
        purpose: true,
        recipients: { where: { forwardedById: null }, select: { address: { select } } },
      },
      orderBy: { id: "desc" },
      take: 30,
    }),
  ]);
  const favoriteIds = new Set(favorites.map(({ address }) => address.id));
  const recent = new Map(
    shares.flatMap(({ recipients }) => recipients.map(({ address }) => [address.id, address] as const)),
  );
  const others = [...recent.values()].filter(({ id }) => !favoriteIds.has(id)).slice(0, MOST_RECENT);
  return {
    items: [...favorites.map(({ address }) => address), ...others]
      .filter(({ isListed }) => isListed)
      .map((address) => ({
        addressId: address.id,
        kind: address.kind,
        name: address.name,
        role: address.role,
        specialty: address.specialty,
        department: address.departmentName,
        organization: address.organizationName,
        city: address.city,
        isActive: readersOf(address).length > 0,
        isConnected: address.organization.isConnected,
        isFavorite: favoriteIds.has(address.id),
      })),
    lastPurpose: shares[0]?.purpose ?? null,
  };
}
