import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { DEFAULT_LOCALE, isLocale } from "@/lib/i18n";
import { log } from "@/lib/log";
import { MailError, renderMeetingMail, sendMail } from "@/lib/mail";
import { addressReadBy } from "@/lib/shares";
import type { Chase } from "./jobs";

/**
 * Writes to one person, in that person's language, that a meeting still waits for something; without a word about
 * patients or what the meeting is about.
 * @throws MailError when it may succeed later: the queue tries again
 */
export async function deliverChase({ meetingId, userId }: Chase): Promise<void> {
  const meeting = await db.meeting.findUnique({
    where: { id: meetingId },
    select: {
      state: true,
      startsAt: true,
      submitBy: true,
      series: { select: { organization: { select: { name: true } } } },
    },
  });
  const user = await db.user.findFirst({
    where: { id: userId, disabledAt: null },
    select: { email: true, locale: true },
  });
  if (!meeting || !user || !["PLANNED", "RUNNING"].includes(meeting.state)) return;
  const count = await db.meetingCase.count({
    where: {
      meetingId,
      withdrawnAt: null,
      OR: [{ submittedById: userId }, { referrer: addressReadBy(userId) }],
      items: { some: { light: { not: "GREEN" } } },
    },
  });
  // It came while the mail waited.
  if (count === 0) return;
  try {
    const content = renderMeetingMail({
      locale: isLocale(user.locale) ? user.locale : DEFAULT_LOCALE,
      organization: meeting.series.organization.name,
      startsAt: meeting.startsAt,
      submitBy: meeting.submitBy,
      count,
      url: `${env.BASE_URL}/meetings/${meetingId}`,
    });
    await sendMail({
      to: user.email,
      ...content,
      ...(env.MAIL_BOUNCE_ADDRESS && { envelopeFrom: env.MAIL_BOUNCE_ADDRESS }),
    });
  } catch (error) {
    if (!(error instanceof MailError) || !error.isPermanent) throw error;
    log.warn({ meetingId, answer: error.answer }, "a reminder about a meeting was refused");
  }
}
