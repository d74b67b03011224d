import { EventCode } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { ProblemError } from "@/lib/errors";
import { getTranslator } from "@/lib/i18n/translator";
import { Paper } from "@/lib/pdf";
import { requireParticipant } from "../access";
import { viewBoard } from "../get-board";
import { recordMeeting, withRefusals } from "../record";

/**
 * The agenda on paper, in the reader's language; without names it says who a case is by its place on the agenda alone.
 * @throws ProblemError 403, 404 as the board; 410 `meeting_over`
 */
export async function printAgenda(
  context: Context,
  meetingId: string,
  { hasNames }: { hasNames: boolean },
): Promise<Uint8Array> {
  return withRefusals(context, "meeting.exported", meetingId, async () => {
    const access = await requireParticipant(db, context, meetingId);
    const board = await viewBoard(access);
    if (!board.isOpen) throw new ProblemError(410, "meeting_over", "This meeting is over.");
    const { t, format } = getTranslator(context.locale, "meetings");
    const paper = await Paper.begin(board.title, board.organization, context.locale, new Date());
    const total = board.cases.reduce((sum, each) => sum + each.estimatedMinutes, 0);
    paper.text(board.title, { size: 16, bold: true, heading: 1 });
    paper.text(
      [format.dateTime(board.startsAt), board.location, board.organization].filter(Boolean).join("  ·  "),
      { quiet: true },
    );
    paper.text(t("pdf.summary", { cases: board.cases.length, minutes: total }), { quiet: true });
    let minutes = 0;
    for (const [index, each] of board.cases.entries()) {
      paper.keep(110);
      paper.rule();
      const begins = new Date(Date.parse(board.startsAt) + minutes * 60_000);
      minutes += each.estimatedMinutes;
      const { patient } = each;
      const who = hasNames
        ? [
            format.personName(patient.name) || t("pdf.noName"),
            [format.date(patient.birthDate), patient.birthDate && `(${format.age(patient.birthDate)})`]
              .filter(Boolean)
              .join(" "),
            patient.patientIdentifier,
          ]
            .filter(Boolean)
            .join("  ·  ")
        : t("pdf.case", { number: index + 1 });
      paper.text(`${index + 1}.  ${format.time(begins)}  ${who}`, { bold: true, size: 11, heading: 2 });
      paper.gap(3);
      paper.row(
        t("referrer"),
        hasNames ? `${each.referrer.name}, ${each.referrer.organization}` : each.referrer.organization,
      );
      paper.row(t("presenter"), each.presenter?.name ?? t("noPresenter"));
      paper.row(t("estimated"), t("minutes", { count: each.estimatedMinutes }));
      // A question is free text and may name the patient.
      if (hasNames) paper.row(t("question"), each.question);
      paper.row(
        t("pdf.state"),
        each.items.map((item) => `${t(`kinds.${item.kind}`)}: ${t(`lights.${item.light}`)}`).join(",  "),
      );
    }
    const bytes = await paper.bytes(`${hasNames ? t("pdf.withNames") : t("pdf.withoutNames")}  ·  Beeldbrug`);
    await db.$transaction((transaction) =>
      recordMeeting(transaction, context, access.meeting, {
        action: "meeting.exported",
        eventCode: EventCode.export,
        announced: false,
        detail: { hasNames: hasNames ? "yes" : "no", cases: board.cases.length },
      }),
    );
    return bytes;
  });
}
