import { z } from "zod";
import { Agb, Ura, Uzi } from "./identifiers";

const text = (longest: number) => z.string().trim().max(longest);
const Email = z.email("is not an e-mail address").max(254).toLowerCase();
const Time = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/, "is not a time such as 08:00");

export const OpeningHours = z.array(
  z.object({
    days: z.array(z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])).min(1),
    from: Time,
    to: Time,
  }),
);
export type OpeningHours = z.output<typeof OpeningHours>;

export const MailboxEntry = z.object({
  identifier: text(100).min(1),
  name: text(200).min(1),
  specialty: text(100).default(""),
  email: Email,
  openingHours: OpeningHours.default([]),
  acceptedModalities: z.array(z.string().regex(/^[A-Z0-9]{1,16}$/, "is not a modality")).default([]),
  acceptedPurposes: z
    .array(z.enum(["REFERRAL", "TRANSFER", "MDO", "CONSULT", "SECOND_OPINION", "COMPARISON"]))
    .default([]),
});

export const RoleEntry = z.object({
  identifier: text(100).min(1),
  familyName: text(100).min(1),
  prefix: text(30).default(""),
  initials: text(30).default(""),
  givenName: text(100).default(""),
  uzi: Uzi.optional(),
  agb: Agb.optional(),
  role: text(100).default(""),
  specialty: text(100).default(""),
  email: Email.optional(),
});

export const DepartmentEntry = z.object({
  identifier: text(100).min(1),
  name: text(200).min(1),
  specialty: text(100).default(""),
  mailboxes: z.array(MailboxEntry).default([]),
  roles: z.array(RoleEntry).default([]),
});

export const OrganizationEntry = z.object({
  ura: Ura,
  name: text(200).min(1),
  city: text(100).default(""),
  agb: Agb.optional(),
  departments: z.array(DepartmentEntry).default([]),
  /** Without a department. */
  roles: z.array(RoleEntry).default([]),
  mailboxes: z.array(MailboxEntry).default([]),
});
export type OrganizationEntry = z.output<typeof OrganizationEntry>;
export type RoleEntry = z.output<typeof RoleEntry>;
export type MailboxEntry = z.output<typeof MailboxEntry>;

/** What every source is turned into before it is compared with the book: mCSD's tree by organisation. */
export interface DirectoryFile {
  organizations: OrganizationEntry[];
  /** Entries that could not be read, with the line or the resource that they came from. */
  errors: DirectoryFileError[];
}

export interface DirectoryFileError {
  where: string;
  reason: string;
}
