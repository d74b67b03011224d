import type { Locale } from "@/lib/i18n";
import { getTranslator } from "@/lib/i18n/translator";
import type { Mail } from "./mail-transport";
import { renderMail } from "./render-mail";

export interface SenderMailContent {
  kind: "replied" | "declined" | "asked" | "undelivered";
  locale: Locale;
  /** Whom the notice is about: who answered, or whom a mail didn't reach. */
  name: string;
  organization: string;
  /** The share's own address: it opens nothing without sign-in. */
  url: string;
}

/** The mail that tells a sender of something; what was said stays in Beeldbrug (domain-nl.md "Law and norms"). */
export function renderSenderMail({
  kind,
  locale,
  name,
  organization,
  url,
}: SenderMailContent): Omit<Mail, "to"> {
  const { t } = getTranslator(locale, "mail");
  return renderMail({
    locale,
    subject: t(`sender.${kind}.subject`),
    paragraphs: [t("greeting"), t(`sender.${kind}.text`, { name, organization }), t("sender.signIn")],
    button: { label: t("open"), url },
    footnotes: [t("sender.why")],
  });
}
