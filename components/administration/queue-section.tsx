"use client";

import { RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import {
  Button,
  StatusBadge,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  toast,
  useFormat,
} from "@/components/ui";
import type { QueueOverview } from "@/lib/administration";
import { SectionFrame, Sheeted } from "./section";
import { useAdministration, useChange } from "./use-administration";

/** The work that goes on behind the screens: what waits, what runs, what was given up. */
export function QueueSection() {
  const t = useTranslations("admin.queue");
  const query = useAdministration<QueueOverview>("queue", { refetchInterval: 10_000 });
  return (
    <SectionFrame title={t("title")} description={t("description")} query={query}>
      {({ queues, failed }) => (
        <>
          <Failed failed={failed} />
          <h3 className="mt-2 text-base font-semibold">{t("kinds")}</h3>
          <Sheeted>
            <Table aria-label={t("kinds")} className="tabular-nums">
              <TableHead className="border-b">
                <tr>
                  <TableHeader>{t("kind")}</TableHeader>
                  <TableHeader className="text-right">{t("waiting")}</TableHeader>
                  <TableHeader className="text-right">{t("active")}</TableHeader>
                  <TableHeader className="text-right">{t("failed")}</TableHeader>
                </tr>
              </TableHead>
              <TableBody>
                {queues.map((queue) => (
                  <TableRow key={queue.name}>
                    <TableCell>
                      <JobName name={queue.name} />
                    </TableCell>
                    <TableCell className="text-right">{queue.waiting}</TableCell>
                    <TableCell className="text-right">{queue.active}</TableCell>
                    <TableCell className="text-right">
                      {queue.failed > 0 ? <StatusBadge tone="danger">{queue.failed}</StatusBadge> : 0}
                    </TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </Sheeted>
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
