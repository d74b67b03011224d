import type { Locale } from "@/lib/i18n";
import { getTranslator } from "@/lib/i18n/translator";
import { Paper } from "@/lib/pdf";

export interface ReportContent {
  locale: Locale;
  meeting: { title: string; organization: string; startsAt: Date };
  patient: { name: string; birthDate: string | null; sex: string; patientIdentifier: string };
  referrer: string;
  participants: string[];
  question: string;
  conclusion: string;
  followUp: string;
  signedBy: string;
  signedAt: Date;
  /** The report that this one takes the place of, and why. */
  replaces: { signedBy: string; signedAt: Date; reason: string } | undefined;
}

/** What a meeting decided about one patient. The same content gives the same bytes. */
export async function reportPdf(content: ReportContent): Promise<Uint8Array> {
  const { locale, meeting, patient } = content;
  const { t, format } = getTranslator(locale, "meetings");
  const { replaces } = content;
  const title = replaces ? t("report.amendedTitle") : t("report.title");
  const paper = await Paper.begin(title, meeting.organization, locale, content.signedAt);
  paper.text(meeting.organization, { size: 14, bold: true });
  paper.text(title, { size: 12, heading: 1 });
  paper.rule();
  if (replaces) {
    const time = format.dateTime(replaces.signedAt);
    paper.text(t("report.replaces", { time, name: replaces.signedBy }), { bold: true });
    paper.row(t("report.reason"), replaces.reason);
    paper.rule();
  }
  paper.row(t("patient"), format.personName(patient.name));
  paper.row(t("birthDate"), format.date(patient.birthDate));
  paper.row(t("number"), patient.patientIdentifier);
  paper.row(t("report.meeting"), `${meeting.title}, ${format.dateTime(meeting.startsAt)}`);
  paper.row(t("referrer"), content.referrer);
  paper.row(t("report.present"), content.participants.join("; "));
  for (const [heading, text] of [
    [t("question"), content.question],
    [t("conclusion"), content.conclusion],
    [t("followUp"), content.followUp],
  ] as const) {
    if (text === "") continue;
    paper.keep(60);
    paper.gap(12);
    paper.text(heading, { bold: true, size: 11, heading: 2 });
    paper.gap(2);
    paper.text(text, { size: 10.5 });
  }
  paper.keep(60);
  paper.gap(20);
  paper.text(t("report.signed", { name: content.signedBy, time: format.dateTime(content.signedAt) }));
  return paper.bytes("Beeldbrug");
}
