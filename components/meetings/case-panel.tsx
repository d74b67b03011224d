"use client";

import { ArrowLeft, FileDown, Pencil, Undo2, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { isApiProblem } from "@/components/api-client";
import { ProblemState } from "@/components/problem-state";
import { Button, EmptyState, IconButton, PatientBanner, SkeletonRows, useFormat } from "@/components/ui";
import type { Board, Case, CaseRow } from "@/lib/meetings";
import { AddStudiesDialog } from "./add-studies-dialog";
import { CaseDrafts } from "./case-drafts";
import { CaseImages } from "./case-images";
import { CaseItems } from "./case-items";
import { CaseOutcome } from "./case-outcome";
import { EditCaseDialog } from "./edit-case-dialog";
import { Quiet, Section } from "./section";
import { useLooked } from "./use-looked";
import { useCase } from "./use-meeting";
import { WithdrawDialog } from "./withdraw-dialog";

type CasePanelProps = {
  board: Board;
  caseId: string;
  /** What the board knows already, so that the patient shows at once. */
  row: CaseRow | null;
  onClose: () => void;
  onChase: (kinds?: string[]) => void;
};

export function CasePanel({ board, caseId, row, onClose, onChase }: CasePanelProps) {
  const t = useTranslations("meetings");
  const found = useCase(caseId);
  if (found.isError && isApiProblem(found.error) && [404, 410].includes(found.error.status))
    return (
      <EmptyState title={t("case.gone")} action={<Button onClick={onClose}>{t("present.leave")}</Button>}>
        {t("case.goneText")}
      </EmptyState>
    );
  const patient = found.data?.patient ?? row?.patient;
  return (
    <div className="flex flex-col">
      {patient && (
        <PatientBanner patient={patient} className="sticky top-0 z-20">
          <IconButton
            icon={X}
            label={t("present.leave")}
            onClick={onClose}
            size="sm"
            className="max-lg:hidden"
          />
          <Button size="sm" className="lg:hidden" onClick={onClose}>
            <ArrowLeft aria-hidden />
            {t("board.label")}
          </Button>
        </PatientBanner>
      )}
      {found.data ? (
        <Loaded board={board} found={found.data} onClose={onClose} onChase={onChase} />
      ) : found.isError ? (
        <ProblemState error={found.error} onRetry={() => found.refetch()} />
      ) : (
        <SkeletonRows rows={6} />
      )}
    </div>
  );
}

function Loaded({
  board,
  found,
  onClose,
  onChase,
}: {
  board: Board;
  found: Case;
  onClose: () => void;
  onChase: (kinds?: string[]) => void;
}) {
  const t = useTranslations("meetings");
  const format = useFormat();
  const [dialog, setDialog] = useState<"edit" | "withdraw" | "studies" | null>(null);
  const isOver = board.state === "CLOSED" || board.state === "CANCELLED";
  useLooked(board.id, isOver ? null : found.id);
  const mayEdit = found.canEdit && !isOver;
  const isSigned = found.outcome.signedAt !== null || found.outcome.earlier.length > 0;
  return (
    <div className="flex flex-col gap-5 p-4">
      <Section
        title={t("question")}
        actions={
          mayEdit && (
            <Button size="sm" variant="quiet" onClick={() => setDialog("edit")}>
              <Pencil aria-hidden />
              {t("case.edit")}
            </Button>
          )
        }
      >
        <p className="whitespace-pre-wrap break-words">
          {found.question || <Quiet>{t("lights.RED")}</Quiet>}
        </p>
        <p className="mt-2 text-sm text-muted">
          {t("case.submittedBy", {
            name: found.submittedBy.name,
            organization: found.submittedBy.organization,
            time: format.dateTime(found.submittedAt),
          })}
        </p>
        <dl className="mt-2 grid grid-cols-[8rem_1fr] gap-x-3 gap-y-1 text-sm">
          <dt className="text-muted">{t("referrer")}</dt>
          <dd>
            {found.referrer.name}, {found.referrer.organization}
          </dd>
          <dt className="text-muted">{t("presenter")}</dt>
          <dd>{found.presenter?.name ?? t("noPresenter")}</dd>
          <dt className="text-muted">{t("estimated")}</dt>
          <dd>{t("minutes", { count: found.estimatedMinutes })}</dd>
          {found.wantedStudies && (
            <>
              <dt className="text-muted">{t("case.wanted")}</dt>
              <dd className="whitespace-pre-wrap">{found.wantedStudies}</dd>
            </>
          )}
          {found.pathologyNote && (
            <>
              <dt className="text-muted">{t("case.pathologyNote")}</dt>
              <dd className="whitespace-pre-wrap">{found.pathologyNote}</dd>
            </>
          )}
        </dl>
      </Section>
      <CaseItems board={board} found={found} mayEdit={mayEdit} onChase={onChase} />
      <CaseImages board={board} found={found} mayEdit={mayEdit} onAdd={() => setDialog("studies")} />
      <CaseDrafts board={board} found={found} isOver={isOver} />
      <CaseOutcome board={board} found={found} isOver={isOver} />
      <div className="flex flex-wrap gap-2">
        {isSigned && (
          <Button asChild size="sm">
            <a href={`/api/v1/meetings/cases/${found.id}/report`} download>
              <FileDown aria-hidden />
              {t("actions.report")}
            </a>
          </Button>
        )}
        {mayEdit && !isSigned && (
          <Button size="sm" variant="quiet" onClick={() => setDialog("withdraw")}>
            <Undo2 aria-hidden />
            {t("actions.withdraw")}
          </Button>
        )}
      </div>
      {dialog === "edit" && <EditCaseDialog board={board} found={found} onClose={() => setDialog(null)} />}
      {dialog === "studies" && (
        <AddStudiesDialog board={board} found={found} onClose={() => setDialog(null)} />
      )}
      {dialog === "withdraw" && (
        <WithdrawDialog board={board} found={found} onClose={() => setDialog(null)} onDone={onClose} />
      )}
    </div>
  );
}
