import type { Locale } from "@/lib/i18n";
import { getTranslator } from "@/lib/i18n/translator";
import type { Mail } from "./mail-transport";
import { renderMail } from "./render-mail";

export interface RequestMailContent {
  kind: "asked" | "reminder" | "escalated" | "declined" | "overdue";
  locale: Locale;
  /** Who asks, or for who asked: who was asked. */
  name: string;
  organization: string;
  isEmergency: boolean;
  /** The request's own address: it opens nothing without sign-in. */
  url: string;
}

/** A mail about a request for images. By its parameters it can't say anything about the patient. */
export function renderRequestMail(content: RequestMailContent): Omit<Mail, "to"> {
  const { kind, locale, name, organization, url } = content;
  const { t } = getTranslator(locale, "mail");
  const isToHolder = kind === "asked" || kind === "reminder" || kind === "escalated";
  return renderMail({
    locale,
    subject: t(`request.${kind}.subject`),
    paragraphs: [
      t("greeting"),
      ...(content.isEmergency && isToHolder ? [t("request.emergency")] : []),
      t(`request.${kind}.text`, { name, organization }),
      t("request.signIn"),
    ],
    button: { label: t("open"), url },
    footnotes: [t(isToHolder ? "why" : "request.why")],
  });
}
