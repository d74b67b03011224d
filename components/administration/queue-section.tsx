"use client";

import { RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button, StatusBadge, toast, useFormat } from "@/components/ui";
import type { QueueOverview } from "@/lib/administration";
import { RecordTable } from "./record-table";
import { SectionFrame, Sheeted } from "./section";
import { useAdministration, useChange } from "./use-administration";

/** The work that goes on behind the screens: what waits, what runs, what was given up. */
export function QueueSection() {
  const t = useTranslations("admin.queue");
  const format = useFormat();
  const query = useAdministration<QueueOverview>("queue", { refetchInterval: 10_000 });
  return (
    <SectionFrame title={t("title")} description={t("description")} query={query}>
      {({ queues, failed }) => (
        <>
          <Failed failed={failed} />
          <h3 className="mt-2 text-base font-semibold">{t("kinds")}</h3>
          <RecordTable
            label={t("kinds")}
            rows={queues}
            rowKey={({ name }) => name}
            columns={[
              { header: t("kind"), cell: ({ name }) => <JobName name={name} /> },
              { header: t("waiting"), isNumber: true, cell: ({ waiting }) => format.number(waiting) },
              { header: t("active"), isNumber: true, cell: ({ active }) => format.number(active) },
              {
                header: t("failed"),
                isNumber: true,
                cell: (queue) =>
                  queue.failed > 0 ? (
                    <StatusBadge tone="danger">{format.number(queue.failed)}</StatusBadge>
                  ) : (
                    0
                  ),
              },
            ]}
          />
        </>
      )}
    </SectionFrame>
  );
}

function JobName({ name }: { name: string }) {
  const t = useTranslations("admin.queue.names");
  return t.has(name as "share-notification") ? t(name as "share-notification") : name;
}

function Failed({ failed }: { failed: QueueOverview["failed"] }) {
  const t = useTranslations("admin.queue");
  const format = useFormat();
  const change = useChange();
  if (failed.length === 0)
    return (
      <p>
        <StatusBadge tone="ok">{t("noneFailed")}</StatusBadge>
      </p>
    );
  return (
    <Sheeted>
      <ul aria-label={t("failed")} className="divide-y">
        {failed.map((job) => (
          <li key={job.jobId} className="flex flex-wrap items-center gap-3 px-3 py-2.5 text-sm">
            <div className="min-w-0 flex-1 basis-64">
              <p className="font-medium">
                <JobName name={job.name} />
              </p>
              <p className="text-muted tabular-nums">
                {t("failedAt", { date: format.dateTime(job.failedAt), retries: job.retries })}
              </p>
              <p className="break-words text-danger">{job.error || t("noError")}</p>
            </div>
            <Button
              size="sm"
              disabled={change.isPending}
              onClick={() =>
                change.mutate({ path: `queue/${job.jobId}/retry` }, { onSuccess: () => toast(t("retried")) })
              }
            >
              <RotateCw aria-hidden />
              {t("retry")}
            </Button>
          </li>
        ))}
      </ul>
    </Sheeted>
  );
}
