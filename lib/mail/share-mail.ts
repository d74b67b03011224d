import type { Locale } from "@/lib/i18n";
import { getTranslator } from "@/lib/i18n/translator";
import type { Mail } from "./mail-transport";
import { longDate, renderMail } from "./render-mail";

export interface ShareMailContent {
  kind: "notification" | "reminder";
  locale: Locale;
  senderName: string;
  senderOrganization: string;
  isEmergency: boolean;
  expiresAt: Date;
  /** BASE_URL/s/{token}, with a token made for this mail alone. */
  url: string;
}

/**
 * The mail that a share waits. By its parameters it can't say anything about the patient, nor about what
 * was sent: no purpose, no modality, no department (domain-nl.md "Law and norms").
 */
export function renderShareMail(content: ShareMailContent): Omit<Mail, "to"> {
  const { t } = getTranslator(content.locale, "mail");
  const sender = { name: content.senderName, organization: content.senderOrganization };
  return renderMail({
    locale: content.locale,
    subject: t(`${content.kind}.subject`),
    paragraphs: [
      t("greeting"),
      ...(content.isEmergency ? [t("emergency")] : []),
      t(`${content.kind}.text`, sender),
      t("signIn"),
    ],
    button: { label: t("open"), url: content.url },
    footnotes: [t("expires", { date: longDate(content.expiresAt, content.locale) }), t("personal"), t("why")],
  });
}
