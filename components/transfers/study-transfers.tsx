"use client";

import { useTranslations } from "next-intl";
import { canUpload, useShellUser } from "@/components/shell";
import { Notice, Panel, SkeletonRows } from "@/components/ui";
import { TransferList } from "./transfer-list";
import { useTransferProblem, useTransfers } from "./use-transfers";

/** Where a study was sent on to, or how its import fares; it keeps itself up to date. */
export function StudyTransfers({ studyInstanceUid }: { studyInstanceUid: string }) {
  const t = useTranslations("transfers");
  const user = useShellUser();
  const problem = useTransferProblem();
  const transfers = useTransfers({ studyInstanceUid });
  return (
    <Panel title={t("list.title")}>
      {transfers.isPending && <SkeletonRows rows={1} />}
      {transfers.isError && !transfers.data && <Notice tone="danger">{problem(transfers.error)}</Notice>}
      {transfers.data?.items.length === 0 && <p className="text-sm text-muted">{t("list.none")}</p>}
      {transfers.data && transfers.data.items.length > 0 && (
        <TransferList
          transfers={transfers.data.items}
          label={t("list.title")}
          mayChange={canUpload(user.roles)}
        />
      )}
    </Panel>
  );
}
