"use client";

import { FileText, MessageSquareQuote, MonitorPlay, Plus } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { documentPageHref } from "@/components/documents";
import { Button, Checkbox, ModalityBadge, StatusBadge, useFormat } from "@/components/ui";
import type { Board, Case } from "@/lib/meetings";
import { viewerHref } from "./meeting";
import { Quiet, Section } from "./section";
import { useCaseAction } from "./use-meeting";

type Props = { board: Board; found: Case; mayEdit: boolean; onAdd?: () => void };

/** What lies before the meeting, by the organisation it comes from; each opens with its priors. */
export function CaseImages({ board, found, mayEdit, onAdd }: Props) {
  const t = useTranslations("meetings");
  const format = useFormat();
  const act = useCaseAction(board.id, found.id);
  const isOver = board.state === "CLOSED" || board.state === "CANCELLED";
  return (
    <Section
      title={t("case.images")}
      actions={
        onAdd &&
        !isOver && (
          <>
            {mayEdit && (
              <Button asChild size="sm" variant="quiet">
                <Link href={`/requests/new?case=${encodeURIComponent(found.id)}`}>
                  <MessageSquareQuote aria-hidden />
                  {t("actions.request")}
                </Link>
              </Button>
            )}
            <Button size="sm" variant="quiet" onClick={onAdd}>
              <Plus aria-hidden />
              {t("actions.addStudies")}
            </Button>
          </>
        )
      }
    >
      {found.shares.length === 0 && <Quiet>{t("case.noImages")}</Quiet>}
      <div className="flex flex-col gap-3">
        {found.shares.map((share) => (
          <div key={share.shareId} className="rounded-md border bg-surface">
            <header className="flex flex-wrap items-center gap-2 border-b px-3 py-1.5 text-sm">
              <span className="min-w-0 flex-1 font-medium">{share.organization}</span>
              {share.isReady ? (
                <Button asChild size="sm">
                  <a href={viewerHref(share, found.shares)} target="_blank" rel="noreferrer">
                    <MonitorPlay aria-hidden />
                    {t("actions.images")}
                  </a>
                </Button>
              ) : (
                <StatusBadge tone="warn">{t("case.arriving")}</StatusBadge>
              )}
            </header>
            <ul className="divide-y text-sm">
              {share.studies.map((study) => (
                <li
                  key={study.studyInstanceUid}
                  className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1.5 tabular-nums"
                >
                  {study.modalities.map((modality) => (
                    <ModalityBadge key={modality} modality={modality} />
                  ))}
                  <span className="min-w-0 flex-1 basis-40 break-words">{study.description}</span>
                  <span>{format.date(study.studyDate)}</span>
                  <span className="text-muted">
                    {t(study.hasReport ? "case.hasReport" : "case.noReport")}
                  </span>
                </li>
              ))}
              {share.documents.map((document) => (
                <li
                  key={document.documentId}
                  className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1.5"
                >
                  <FileText aria-hidden className="size-4 text-muted" />
                  <a
                    className="min-w-0 flex-1 basis-40 break-words text-accent-text hover:underline"
                    href={documentPageHref(
                      {
                        shareId: share.shareId,
                        studyInstanceUid: share.studies[0]?.studyInstanceUid ?? "",
                      },
                      { documentId: document.documentId },
                    )}
                    target="_blank"
                    rel="noreferrer"
                  >
                    {document.title}
                  </a>
                  {mayEdit && (
                    <Checkbox
                      checked={document.isPathology}
                      onCheckedChange={(on) =>
                        act.mutate({
                          action: `documents/${document.documentId}`,
                          body: { isPathology: on === true },
                        })
                      }
                      label={t("case.isPathology")}
                    />
                  )}
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </Section>
  );
}
