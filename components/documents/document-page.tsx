"use client";

import { ArrowLeft, Download } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button, PatientBanner } from "@/components/ui";
import type { BannerPatient } from "@/components/ui/patient-banner";
import { PdfDocument } from "./pdf-document";

export type OpenDocument = {
  title: string;
  contentType: string;
  /** Where its bytes come from: a sandboxed answer. */
  url: string;
  patient: BannerPatient;
  back: string;
  mayDownload: boolean;
};

/** One document on a page of its own, under the banner of whose it is. */
export function DocumentPage({ document }: { document: OpenDocument }) {
  const t = useTranslations("documents");
  const title = document.title || t("untitled");
  return (
    <div className="flex h-dvh flex-col bg-canvas">
      <PatientBanner patient={document.patient} />
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b bg-surface px-3 py-1.5">
        <Button asChild variant="quiet" size="sm">
          <Link href={document.back}>
            <ArrowLeft aria-hidden />
            {t("back")}
          </Link>
        </Button>
        <h1 className="min-w-0 flex-1 truncate font-semibold" title={title}>
          {title}
        </h1>
        {document.mayDownload && (
          <Button asChild size="sm">
            <a href={document.url} download>
              <Download aria-hidden />
              {t("download")}
            </a>
          </Button>
        )}
      </header>
      <main className="flex min-h-0 flex-1 flex-col">
        {document.contentType.startsWith("image/") ? (
          <div className="grid min-h-0 flex-1 place-items-center overflow-auto bg-sunken p-4">
            {/* biome-ignore lint/performance/noImgElement: a document of unknown size, behind the session */}
            <img src={document.url} alt={title} className="max-h-full max-w-full object-contain" />
          </div>
        ) : (
          <PdfDocument url={document.url} title={title} />
        )}
      </main>
    </div>
  );
}
