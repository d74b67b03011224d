"use client";

import { RotateCw, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button, ProgressBar, StatusBadge, useFormat } from "@/components/ui";
import { isRunning, TONES, type Transfer, totals } from "./transfer";
import { useTransferAction } from "./use-transfers";

type TransferListProps = {
  transfers: Transfer[];
  label: string;
  /** Names the study in each row, where rows are of several. */
  withStudy?: boolean;
  /** For who may only look, nothing can be pressed. */
  mayChange: boolean;
};

/** Transfers with how far they are, what failed and why, and what can be done about it. */
export function TransferList({ transfers, label, withStudy = false, mayChange }: TransferListProps) {
  return (
    <ul aria-label={label} className="flex flex-col divide-y">
      {transfers.map((transfer) => (
        <Row key={transfer.id} transfer={transfer} withStudy={withStudy} mayChange={mayChange} />
      ))}
    </ul>
  );
}

type RowProps = { transfer: Transfer; withStudy: boolean; mayChange: boolean };

function Row({ transfer, withStudy, mayChange }: RowProps) {
  const t = useTranslations("transfers");
  const format = useFormat();
  const { arrived, total } = totals(transfer);
  const { counts, state, study } = transfer;
  const name =
    transfer.kind === "IMPORT"
      ? t("list.imported", { organization: transfer.sourceOrganization })
      : t("list.sentTo", { peer: transfer.peer?.name ?? "" });
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 py-3 text-sm first:pt-0 last:pb-0">
      <div className="min-w-0 flex-1 basis-64">
        {withStudy && study && (
          <p className="font-medium">
            {[format.personName(study.patientName), study.description, format.date(study.studyDate)]
              .filter(Boolean)
              .join(" · ")}
          </p>
        )}
        <p className={withStudy ? "" : "font-medium"}>{name}</p>
        <p className="text-muted tabular-nums">
          {[
            format.dateTime(transfer.createdAt),
            transfer.requestedBy,
            transfer.isReconciled && transfer.kind === "SEND" && t("list.reconciled"),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
        <ProgressBar
          label={t("list.progress", { name })}
          value={arrived}
          max={total}
          tone={counts.FAILED > 0 ? "danger" : state === "DONE" ? "ok" : "accent"}
          className="mt-2 max-w-md"
        />
        <p className="mt-1 tabular-nums">
          {t("list.arrived", { arrived, total })}
          {counts.COMMITTED > 0 && transfer.kind === "SEND" && (
            <span> · {t("list.committed", { count: counts.COMMITTED })}</span>
          )}
          {counts.FAILED > 0 && (
            <span className="text-danger"> · {t("list.failed", { count: counts.FAILED })}</span>
          )}
        </p>
        <Reasons transfer={transfer} />
      </div>
      <div className="flex flex-col items-end gap-2">
        <StatusBadge tone={TONES[state]}>{t(`states.${state}`)}</StatusBadge>
        {mayChange && <Actions transfer={transfer} name={name} />}
      </div>
    </li>
  );
}

function Reasons({ transfer }: { transfer: Transfer }) {
  const t = useTranslations("transfers");
  const format = useFormat();
  const { errorCode, errorDetail, failures, nextAttemptAt, state } = transfer;
  const words = (kind: "errors" | "failures", code: string) => {
    const key = `${kind}.${code}` as "errors.internal";
    return t.has(key) ? t(key) : t(`${kind}.unknown` as "errors.unknown");
  };
  if (!errorCode && failures.length === 0) return null;
  return (
    <ul className="mt-1 flex flex-col gap-0.5 text-muted">
      {errorCode && state !== "DONE" && (
        <li>
          {words("errors", errorCode)}
          {state === "WAITING" && nextAttemptAt && ` ${t("list.next", { time: format.time(nextAttemptAt) })}`}
          {errorDetail && <code className="block text-xs break-words">{errorDetail}</code>}
        </li>
      )}
      {failures.map(({ code, status, comment, count }) => (
        <li key={`${code}|${status}|${comment}`}>
          {t("list.reason", { count, reason: words("failures", code) })}
          {(status !== null || comment) && (
            <code className="ml-1 text-xs break-words">
              {[status?.toString(16).toUpperCase().padStart(4, "0"), comment].filter(Boolean).join(" ")}
            </code>
          )}
        </li>
      ))}
    </ul>
  );
}

function Actions({ transfer, name }: { transfer: Transfer; name: string }) {
  const t = useTranslations("transfers.list");
  const { mutate, isPending } = useTransferAction();
  const { id, state } = transfer;
  const mayRetry = state === "WAITING" || state === "FAILED" || state === "CANCELLED";
  return (
    <div className="flex gap-2">
      {mayRetry && (
        <Button
          size="sm"
          loading={isPending}
          aria-label={t("retryOf", { name })}
          onClick={() => mutate({ id, action: "retry" })}
        >
          <RotateCw aria-hidden />
          {t("retry")}
        </Button>
      )}
      {isRunning(transfer) && (
        <Button
          size="sm"
          variant="quiet"
          loading={isPending}
          aria-label={t("cancelOf", { name })}
          onClick={() => mutate({ id, action: "cancel" })}
        >
          <X aria-hidden />
          {t("cancel")}
        </Button>
      )}
    </div>
  );
}
