"use client";

import { useTranslations } from "next-intl";
import {
  Notice,
  ProgressBar,
  StatusBadge,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  useFormat,
} from "@/components/ui";
import type { StorageOverview } from "@/lib/administration";
import type { Health } from "@/lib/health";
import { SectionFrame, Sheeted } from "./section";
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
      {({ health, disk, organizations }) => (
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
          <Sheeted>
            <Table aria-label={t("storage")} className="tabular-nums">
              <TableHead className="border-b">
                <tr>
                  <TableHeader>{t("organization")}</TableHeader>
                  <TableHeader className="text-right">{t("studies")}</TableHeader>
                  <TableHeader className="hidden text-right sm:table-cell">{t("instances")}</TableHeader>
                  <TableHeader className="text-right">{t("size")}</TableHeader>
                </tr>
              </TableHead>
              <TableBody>
                {organizations.map((organization) => (
                  <TableRow key={organization.organizationId}>
                    <TableCell className="font-medium break-words">{organization.name}</TableCell>
                    <TableCell className="text-right">{format.number(organization.studies)}</TableCell>
                    <TableCell className="hidden text-right sm:table-cell">
                      {format.number(organization.instances)}
                    </TableCell>
                    <TableCell className="text-right whitespace-nowrap">
                      {format.bytes(organization.bytes)}
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
