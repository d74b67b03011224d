"use client";

import { FileImage, FileText } from "lucide-react";
import { useTranslations } from "next-intl";
import { documentPageHref } from "@/components/documents";
import { Panel, useFormat } from "@/components/ui";
import type { StudyDetails } from "./study";

/** Reports and pictures beside the images; each opens on a page of its own. */
export function StudyDocuments({ study }: { study: StudyDetails }) {
  const t = useTranslations("studies.view");
  const format = useFormat();
  return (
    <Panel title={t("documents")}>
      {study.documents.length === 0 ? (
        <p className="text-sm text-muted">{study.hasReport ? t("reportInImages") : t("noDocuments")}</p>
      ) : (
        <ul className="flex flex-col divide-y">
          {study.documents.map((document) => {
            const Icon = document.contentType.startsWith("image/") ? FileImage : FileText;
            return (
              <li key={document.id} className="flex items-center gap-3 py-2 first:pt-0 last:pb-0">
                <Icon aria-hidden className="size-4 shrink-0 text-muted" />
                <a
                  href={documentPageHref(study, { documentId: document.id })}
                  target="_blank"
                  rel="noreferrer"
                  className="min-w-0 flex-1 text-sm break-words text-accent-text underline underline-offset-3"
                >
                  {document.title}
                </a>
                <span className="shrink-0 text-xs text-muted tabular-nums">
                  {format.bytes(document.length)}
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
}
