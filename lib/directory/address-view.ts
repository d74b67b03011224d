import type { Prisma } from "@/lib/db";
import { type OpeningHours, OpeningHours as OpeningHoursSchema } from "./directory-file";
import { isOpenAt, nextOpening } from "./opening-hours";

/** A mailing address as screens and programs see it. */
export interface AddressView {
  addressId: string;
  kind: "PRACTITIONER" | "MAILBOX";
  name: string;
  role: string;
  specialty: string;
  department: string;
  organization: string;
  city: string;
  /** An account reads what is sent here. */
  isActive: boolean;
  /** The organisation uses Beeldbrug; nothing can be sent to others. */
  isConnected: boolean;
  isFavorite: boolean;
  email: string | null;
  organizationId: string;
  /** Mailboxes only. */
  openingHours?: OpeningHours;
  isOpen?: boolean;
  opensAt?: string | null;
  acceptedModalities?: string[];
  acceptedPurposes?: string[];
  source: { name: string; importedAt: string } | null;
}

export const viewInclude = (userId: string | null) =>
  ({
    organization: { select: { isConnected: true } },
    accounts: { where: { user: { disabledAt: null } }, select: { userId: true }, take: 1 },
    favorites: {
      where: { userId: userId ?? "00000000-0000-0000-0000-000000000000" },
      select: { userId: true },
    },
    practitionerRole: { select: { source: true } },
    healthcareService: {
      select: {
        openingHours: true,
        acceptedModalities: true,
        acceptedPurposes: true,
        source: true,
        members: { where: { user: { disabledAt: null } }, select: { userId: true }, take: 1 },
      },
    },
  }) satisfies Prisma.AddressInclude;

export function toAddressView(
  row: Prisma.AddressGetPayload<{ include: ReturnType<typeof viewInclude> }>,
  now = new Date(),
): AddressView {
  const mailbox = row.healthcareService;
  const source = (row.practitionerRole ?? mailbox)?.source;
  const hours = OpeningHoursSchema.safeParse(mailbox?.openingHours ?? []).data ?? [];
  return {
    addressId: row.id,
    kind: row.kind,
    name: row.name,
    role: row.role,
    specialty: row.specialty,
    department: row.departmentName,
    organization: row.organizationName,
    city: row.city,
    isActive:
      row.organization.isConnected && (mailbox ? mailbox.members.length > 0 : row.accounts.length > 0),
    isConnected: row.organization.isConnected,
    isFavorite: row.favorites.length > 0,
    email: row.email,
    organizationId: row.organizationId,
    ...(mailbox && {
      openingHours: hours,
      isOpen: isOpenAt(hours, now),
      opensAt: nextOpening(hours, now)?.toISOString() ?? null,
      acceptedModalities: mailbox.acceptedModalities,
      acceptedPurposes: mailbox.acceptedPurposes,
    }),
    source: source ? { name: source.name, importedAt: source.importedAt.toISOString() } : null,
  };
}
