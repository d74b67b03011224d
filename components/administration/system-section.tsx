"use client";

import { useTranslations } from "next-intl";
import { Notice, ProgressBar, StatusBadge, useFormat } from "@/components/ui";
import type { StorageOverview } from "@/lib/administration";
import type { Health } from "@/lib/health";
import { RecordTable } from "./record-table";
import { SectionFrame } from "./section";
import { useAdministration } from "./use-administration";

type Answer = StorageOverview & { health: Health };

/** Less than this part of the disk free, and somebody has to do something. */
const LOW = 0.1;

/** Whether every part works, and how full the disk is. */
export function SystemSection() {
  const t = useTranslations("admin.system");
  const format = useFormat();
  const query = useAdministration<Answer>("system", { refetchInterval: 30_000 });
  return (
    <SectionFrame title={t("title")} description={t("description")} query={query}>
      {({ health, disk, organizations, verification }) => (
        <>
          <ul aria-label={t("health")} className="grid grid-cols-2 gap-2 md:grid-cols-4">
            {Object.entries(health.checks).map(([name, state]) => (
              <li
                key={name}
                className="flex flex-col items-start gap-1.5 rounded-lg border bg-surface p-3 text-sm"
              >
                <span className="font-medium">{t(`checks.${name as "database"}`)}</span>
                <StatusBadge tone={state === "ok" ? "ok" : "danger"}>{t(`states.${state}`)}</StatusBadge>
              </li>
            ))}
          </ul>
          <Disk disk={disk} />
          <Verification verification={verification} />
          <RecordTable
            label={t("storage")}
            rows={organizations}
            rowKey={({ organizationId }) => organizationId}
            columns={[
              { header: t("organization"), className: "font-medium break-words", cell: ({ name }) => name },
              { header: t("studies"), isNumber: true, cell: ({ studies }) => format.number(studies) },
              {
                header: t("instances"),
                from: "sm",
                isNumber: true,
                cell: ({ instances }) => format.number(instances),
              },
              {
                header: t("size"),
                isNumber: true,
                className: "whitespace-nowrap",
                cell: ({ bytes }) => format.bytes(bytes),
              },
            ]}
          />
        </>
      )}
    </SectionFrame>
  );
}

function Verification({ verification }: Pick<StorageOverview, "verification">) {
  const t = useTranslations("admin.system");
  const format = useFormat();
  const { damaged, checked, lastRoundEndedAt } = verification;
  return (
    <div className="flex flex-col gap-2 rounded-lg border bg-surface p-3 text-sm">
      <p className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span className="font-medium">{t("verification")}</span>
        <StatusBadge tone={damaged === 0 ? "ok" : "danger"}>
          {damaged === 0 ? t("whole") : t("damaged", { count: damaged })}
        </StatusBadge>
      </p>
      <p className="text-muted tabular-nums">
        {lastRoundEndedAt
          ? t("verified", { date: format.dateTime(lastRoundEndedAt), count: checked })
          : t("notVerified", { count: checked })}
      </p>
      {damaged > 0 && <Notice tone="danger">{t("damagedText")}</Notice>}
    </div>
  );
}

function Disk({ disk }: { disk: StorageOverview["disk"] }) {
  const t = useTranslations("admin.system");
  const format = useFormat();
  const free = format.bytes(disk.freeBytes);
  const total = format.bytes(disk.totalBytes);
  const isLow = disk.freeBytes < disk.totalBytes * LOW;
  return (
    <div className="flex flex-col gap-2 rounded-lg border bg-surface p-3 text-sm">
      <p className="flex flex-wrap justify-between gap-x-4">
        <span className="font-medium">{t("disk")}</span>
        <span className="text-muted tabular-nums">{t("free", { free, total })}</span>
      </p>
      <ProgressBar
        label={t("disk")}
        value={disk.totalBytes - disk.freeBytes}
        max={disk.totalBytes}
        tone={isLow ? "warn" : "accent"}
      />
      {isLow && <Notice tone="warn">{t("low")}</Notice>}
    </div>
  );
}
