"use client";

import { PenLine, Signature } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useShellUser } from "@/components/shell";
import { Button, Notice, StatusBadge, useFormat } from "@/components/ui";
import type { Board, Case } from "@/lib/meetings";
import { AmendDialog } from "./amend-dialog";
import { useCaseStore } from "./case-drafts";
import { DraftFields } from "./draft-field";
import { EarlierOutcomes, OutcomeText } from "./earlier-outcomes";
import { Quiet, Section } from "./section";
import { useCaseAction } from "./use-meeting";

type Props = { board: Board; found: Case; isOver: boolean };

const outcomeOf = ({ outcome: { conclusion, followUp, version, updatedBy } }: Case) => ({
  fields: { conclusion, followUp },
  version,
  updatedBy,
});

/** What is decided: written by who leads, signed by the chair, then final until the chair opens it again. */
export function CaseOutcome({ board, found, isOver }: Props) {
  const t = useTranslations("meetings");
  const format = useFormat();
  const [isAsking, setIsAsking] = useState(false);
  const { outcome } = found;
  const amending = outcome.earlier.find(({ replacedAt }) => replacedAt === null);
  const isWritten = found.isLead && !outcome.signedAt && (!isOver || amending !== undefined);
  return (
    <Section
      title={t("case.outcome")}
      actions={
        outcome.signedAt && (
          <StatusBadge tone={outcome.reportedAt ? "ok" : "accent"}>
            {outcome.reportedAt
              ? t("case.reported", { time: format.dateTime(outcome.reportedAt) })
              : t("case.reporting")}
          </StatusBadge>
        )
      }
    >
      <div className="flex flex-col gap-2">
        {amending && (
          <Notice
            tone="warn"
            title={t("case.amending", { name: amending.openedBy, reason: amending.reason })}
          >
            {t("case.amendingText")}
          </Notice>
        )}
        {isWritten ? (
          <OutcomeDraft board={board} found={found} isAmending={amending !== undefined} />
        ) : outcome.conclusion ? (
          <OutcomeText outcome={outcome}>
            {outcome.signedAt && (
              <p className="text-xs text-muted">
                {t("case.signedBy", {
                  name: outcome.signedBy ?? "",
                  time: format.dateTime(outcome.signedAt),
                })}
              </p>
            )}
          </OutcomeText>
        ) : (
          !amending && <Quiet>{t("case.noOutcome")}</Quiet>
        )}
        {outcome.reportedAt && found.canSign && (
          <Button size="sm" className="self-start" onClick={() => setIsAsking(true)}>
            <PenLine aria-hidden />
            {t("actions.amend")}
          </Button>
        )}
        <EarlierOutcomes earlier={outcome.earlier} />
      </div>
      {isAsking && <AmendDialog board={board} found={found} onClose={() => setIsAsking(false)} />}
    </Section>
  );
}

function OutcomeDraft({ board, found, isAmending }: { board: Board; found: Case; isAmending: boolean }) {
  const t = useTranslations("meetings");
  const { userId } = useShellUser();
  const store = useCaseStore(board, found.id);
  const act = useCaseAction(board.id, found.id);
  const hint = isAmending ? "case.amendSignHint" : "case.signHint";
  return (
    <DraftFields
      key={found.id}
      name={`${userId}:outcome:${found.id}`}
      labels={{ conclusion: t("conclusion"), followUp: t("followUp") }}
      hint={found.canSign ? t(hint, { name: found.referrer.name }) : t("case.onlyChair")}
      rows={3}
      server={outcomeOf(found)}
      save={async (fields, version) => outcomeOf(await store.put("outcome", { ...fields, version }))}
      reload={async () => outcomeOf(await store.reload())}
      footer={({ version, isSaved, fields }) =>
        found.canSign && (
          <>
            {isAmending && (
              <Button
                size="sm"
                disabled={act.isPending || !isSaved}
                onClick={() => act.mutate({ action: "amend", method: "DELETE" })}
              >
                {t("actions.dropAmendment")}
              </Button>
            )}
            <Button
              size="sm"
              variant="primary"
              loading={act.isPending}
              disabled={!isSaved || fields.conclusion.trim() === ""}
              onClick={() => act.mutate({ action: "sign", method: "POST", body: { version: version() } })}
            >
              <Signature aria-hidden />
              {t("actions.sign")}
            </Button>
          </>
        )
      }
    />
  );
}
