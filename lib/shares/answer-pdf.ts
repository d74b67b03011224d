import type { Locale } from "@/lib/i18n";
import { getTranslator } from "@/lib/i18n/translator";
import { Paper } from "@/lib/pdf";

export interface AnswerContent {
  locale: Locale;
  patient: { name: string; birthDate: string | null; patientIdentifier: string };
  question: string;
  askedBy: string;
  answer: string;
  answeredBy: string;
  answeredAt: Date;
  /** Places in the images, in words. */
  references: { study: string; series: string; frame: number | undefined }[];
}

/** A colleague's answer as a document. The same answer gives the same bytes. */
export async function answerPdf(content: AnswerContent): Promise<Uint8Array> {
  const { t, format } = getTranslator(content.locale, "shares");
  const paper = await Paper.begin(t("consult.title"), content.answeredBy, content.locale, content.answeredAt);
  paper.text(t("consult.title"), { size: 14, bold: true, heading: 1 });
  paper.rule();
  paper.row(t("consult.patient"), format.personName(content.patient.name));
  paper.row(t("consult.birthDate"), format.date(content.patient.birthDate));
  paper.row(t("consult.number"), content.patient.patientIdentifier);
  paper.row(t("consult.askedBy"), content.askedBy);
  paper.row(t("consult.answeredBy"), content.answeredBy);
  paper.row(t("consult.answeredAt"), format.dateTime(content.answeredAt));
  for (const [heading, text] of [
    [t("consult.question"), content.question],
    [t("consult.answer"), content.answer],
  ] as const) {
    if (text === "") continue;
    paper.keep(60);
    paper.gap(12);
    paper.text(heading, { bold: true, size: 11, heading: 2 });
    paper.gap(2);
    paper.text(text, { size: 10.5 });
  }
  if (content.references.length > 0) {
    paper.keep(60);
    paper.gap(12);
    paper.text(t("consult.references"), { bold: true, size: 11, heading: 2 });
    for (const { study, series, frame } of content.references)
      paper.text(
        [study, series, frame === undefined ? "" : t("consult.frame", { frame })].filter(Boolean).join(" · "),
      );
  }
  return paper.bytes("Beeldbrug");
}
