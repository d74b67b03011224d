"use client";

import { ArrowLeftRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemState } from "@/components/problem-state";
import { canUpload, useShellUser } from "@/components/shell";
import { Chip, EmptyState, PageHeader, SkeletonRows } from "@/components/ui";
import { TransferList } from "./transfer-list";
import { useTransfers } from "./use-transfers";

const SHOWN = ["running", "failed", "all"] as const;

/** Everything of the organisation that is or was sent on and imported. */
export function TransfersPage() {
  const t = useTranslations("transfers");
  const user = useShellUser();
  const [show, setShow] = useState<(typeof SHOWN)[number]>("all");
  const transfers = useTransfers({ show });
  return (
    <div className="scroll-quiet absolute inset-0 overflow-y-auto">
      <PageHeader title={t("page.title")} description={t("page.text")} className="px-4 pt-4" />
      <div className="flex flex-col gap-3 p-4">
        <fieldset className="flex flex-wrap gap-2">
          <legend className="sr-only">{t("page.show")}</legend>
          {SHOWN.map((each) => (
            <Chip key={each} pressed={show === each} onClick={() => setShow(each)}>
              {t(`page.shown.${each}`)}
            </Chip>
          ))}
        </fieldset>
        {transfers.isPending && <SkeletonRows rows={6} className="bg-surface" />}
        {transfers.isError && !transfers.data && (
          <ProblemState error={transfers.error} onRetry={() => transfers.refetch()} />
        )}
        {transfers.data?.items.length === 0 && (
          <EmptyState icon={ArrowLeftRight} title={t(`page.empty.${show}`)}>
            {show === "all" && t("page.emptyText")}
          </EmptyState>
        )}
        {transfers.data && transfers.data.items.length > 0 && (
          <div className="rounded-lg border bg-surface p-4">
            <TransferList
              withStudy
              transfers={transfers.data.items}
              label={t("page.title")}
              mayChange={canUpload(user.roles)}
            />
          </div>
        )}
      </div>
    </div>
  );
}
