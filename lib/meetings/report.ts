import type { Context } from "@/lib/context";
import { db, type Prisma } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { DEFAULT_LOCALE, isLocale, type Locale } from "@/lib/i18n";
import { requireCase } from "./access";
import { reportPdf } from "./pdf/report-pdf";

export const reportSelect = {
  id: true,
  organizationId: true,
  patientId: true,
  patientName: true,
  patientBirthDate: true,
  patientSex: true,
  patientIdentifier: true,
  issuerOfPatientId: true,
  question: true,
  organization: { select: { name: true } },
  referrer: {
    select: {
      id: true,
      name: true,
      organizationId: true,
      organizationName: true,
      accounts: { select: { user: { select: { locale: true } } } },
    },
  },
  outcome: { include: { amendments: { orderBy: { signedAt: "asc" } } } },
  meeting: {
    select: {
      id: true,
      seriesId: true,
      startsAt: true,
      series: {
        select: {
          title: true,
          organizationId: true,
          organization: { select: { name: true } },
          participants: {
            where: { leftAt: null, meetingId: null },
            select: { address: { select: { name: true, organizationName: true } } },
            orderBy: [{ role: "asc" }, { createdAt: "asc" }],
          },
        },
      },
    },
  },
} as const satisfies Prisma.MeetingCaseSelect;

export type ReportRow = Prisma.MeetingCaseGetPayload<{ select: typeof reportSelect }>;

/** In the language of who gets it. */
export function reportLocale(row: ReportRow): Locale {
  const locale = row.referrer.accounts[0]?.user.locale ?? DEFAULT_LOCALE;
  return isLocale(locale) ? locale : DEFAULT_LOCALE;
}

type Amendment = NonNullable<ReportRow["outcome"]>["amendments"][number];
export type Signed = Pick<Amendment, "conclusion" | "followUp" | "signedAt" | "signedByName"> & {
  /** How many were signed before. */
  index: number;
  /** What it replaces, as it was when that was opened again. */
  replaces?: Amendment;
};

/** The signed outcome that counts: the last one. */
export function signedOf({ outcome }: ReportRow): Signed | undefined {
  if (!outcome) return undefined;
  const { amendments, signedAt } = outcome;
  const all = signedAt ? [...amendments, { ...outcome, signedAt }] : amendments;
  const index = all.length - 1;
  const last = all[index];
  return last && { ...last, index, replaces: amendments[index - 1] };
}

/** The report as a PDF. */
export async function makeReport(
  row: ReportRow,
  signed: Signed,
  patient: { name: string; birthDate: string | null; sex: string; patientIdentifier: string },
  locale: Locale,
): Promise<Uint8Array> {
  const { meeting } = row;
  const { replaces } = signed;
  return reportPdf({
    locale,
    meeting: {
      title: meeting.series.title,
      organization: meeting.series.organization.name,
      startsAt: meeting.startsAt,
    },
    patient,
    referrer: `${row.referrer.name}, ${row.referrer.organizationName}`,
    participants: meeting.series.participants.map(
      ({ address }) => `${address.name} (${address.organizationName})`,
    ),
    question: row.question,
    conclusion: signed.conclusion,
    followUp: signed.followUp,
    signedBy: signed.signedByName ?? "",
    signedAt: signed.signedAt,
    replaces: replaces && {
      signedBy: replaces.signedByName ?? "",
      signedAt: replaces.signedAt,
      reason: replaces.reason,
    },
  });
}

/** The report of a case for its participants, in the reader's language. @throws ProblemError 404 before it is signed */
export async function getReport(context: Context, caseId: string): Promise<Uint8Array> {
  const { case: found } = await requireCase(db, context, caseId);
  const row = await db.meetingCase.findUniqueOrThrow({ where: { id: found.id }, select: reportSelect });
  const signed = signedOf(row);
  if (!signed) throw notFound();
  return makeReport(row, signed, snapshotOf(row), context.locale);
}

export const snapshotOf = (row: ReportRow) => ({
  name: row.patientName,
  birthDate: row.patientBirthDate,
  sex: row.patientSex,
  patientIdentifier: row.patientIdentifier,
  issuerOfPatientId: row.issuerOfPatientId,
});
