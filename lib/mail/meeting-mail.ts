import type { Locale } from "@/lib/i18n";
import { getTranslator } from "@/lib/i18n/translator";
import type { Mail } from "./mail-transport";
import { longDate, renderMail } from "./render-mail";

export interface MeetingMailContent {
  locale: Locale;
  /** Who holds the meeting. */
  organization: string;
  startsAt: Date;
  submitBy: Date;
  /** Cases that wait for something of the reader. */
  count: number;
  /** The board's own address: it opens nothing without sign-in. */
  url: string;
}

/**
 * The mail that asks for what a meeting still misses. Not even the meeting's name is in it: that tells of a disease
 * (domain-nl.md "Law and norms").
 */
export function renderMeetingMail(content: MeetingMailContent): Omit<Mail, "to"> {
  const { locale, organization, count } = content;
  const { t, format } = getTranslator(locale, "mail");
  const at = (moment: Date) => `${longDate(moment, locale)}, ${format.time(moment)}`;
  return renderMail({
    locale,
    subject: t("meeting.subject"),
    paragraphs: [
      t("greeting"),
      t("meeting.text", { organization, date: at(content.startsAt), count }),
      ...(content.submitBy > new Date() ? [t("meeting.deadline", { date: at(content.submitBy) })] : []),
      t("meeting.signIn"),
    ],
    button: { label: t("open"), url: content.url },
    footnotes: [t("meeting.why")],
  });
}
