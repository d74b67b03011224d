"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { api } from "@/components/api-client";
import { ProblemState } from "@/components/problem-state";
import { Button, Panel, Skeleton, SkeletonRows } from "@/components/ui";
import { groupByPatient } from "./group-by-patient";
import { ImportGroup } from "./import-group";
import type { ReconciliationPreview } from "./transfer";
import { TransferList } from "./transfer-list";
import { useTransfers } from "./use-transfers";

type Preview = { from: string; studies: ReconciliationPreview[] };

/** Takes the studies of a received share into the own archive: whose they are here is decided patient by patient. */
export function ImportPage({ shareId }: { shareId: string }) {
  const t = useTranslations("transfers.import");
  const preview = useQuery({
    queryKey: ["imports", shareId],
    queryFn: ({ signal }) => api<Preview>(`/api/v1/shares/${encodeURIComponent(shareId)}/import`, { signal }),
    retry: false,
  });
  return (
    <div className="scroll-quiet absolute inset-0 overflow-y-auto">
      <div className="flex flex-col gap-4 p-4">
        <header>
          <Link
            href={`/inbox/${shareId}`}
            className="mb-1 inline-flex min-h-6 items-center gap-1 text-sm text-accent-text hover:underline"
          >
            <ArrowLeft aria-hidden className="size-4" />
            {t("back")}
          </Link>
          <h1 className="text-xl font-semibold">{t("title")}</h1>
          {preview.data && (
            <p className="text-sm text-muted">{t("text", { organization: preview.data.from })}</p>
          )}
        </header>
        {preview.isPending && (
          <>
            <Skeleton className="h-24 w-full" />
            <SkeletonRows rows={6} className="bg-surface" />
          </>
        )}
        {preview.isError && (
          <ProblemState
            error={preview.error}
            onRetry={() => preview.refetch()}
            action={
              <Button asChild>
                <Link href={`/inbox/${shareId}`}>{t("back")}</Link>
              </Button>
            }
          />
        )}
        {preview.data && <Running shareId={shareId} />}
        {preview.data &&
          groupByPatient(preview.data.studies).map((studies) => (
            <ImportGroup
              key={studies[0]?.studyInstanceUid}
              shareId={shareId}
              from={preview.data.from}
              studies={studies}
            />
          ))}
      </div>
    </div>
  );
}

/** What of this share is being imported, or was. */
function Running({ shareId }: { shareId: string }) {
  const t = useTranslations("transfers");
  const transfers = useTransfers({ shareId });
  const items = transfers.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Panel title={t("import.running")}>
      <TransferList withStudy mayChange transfers={items} label={t("import.running")} />
    </Panel>
  );
}
