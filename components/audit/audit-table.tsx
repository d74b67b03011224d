"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { Fragment, useState } from "react";
import {
  cn,
  EmergencyBadge,
  StatusBadge,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  type Tone,
  useFormat,
} from "@/components/ui";
import { AuditDetail } from "./audit-detail";
import { useActionText } from "./use-action-text";
import { useActorName } from "./use-actor-name";
import type { AuditRow } from "./use-audit";

const TONES: Record<AuditRow["outcome"], Tone> = { SUCCESS: "ok", REFUSED: "warn", FAILURE: "danger" };

/** One row an event; opened, all that NEN 7513 asks to be known of it. */
export function AuditTable({ rows }: { rows: AuditRow[] }) {
  const t = useTranslations("audit");
  const actorName = useActorName();
  const format = useFormat();
  const actionText = useActionText();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (sequence: string) =>
    setOpen((all) => {
      const next = new Set(all);
      if (!next.delete(sequence)) next.add(sequence);
      return next;
    });
  return (
    <Table aria-label={t("title")} className="tabular-nums">
      <TableHead className="border-b">
        <tr>
          <TableHeader className="w-10 px-1">
            <span className="sr-only">{t("columns.more")}</span>
          </TableHeader>
          <TableHeader>{t("columns.time")}</TableHeader>
          <TableHeader>{t("columns.action")}</TableHeader>
          <TableHeader>{t("columns.user")}</TableHeader>
          <TableHeader className="hidden md:table-cell">{t("columns.patient")}</TableHeader>
          <TableHeader className="hidden md:table-cell">{t("columns.outcome")}</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => {
          const isOpen = open.has(row.sequence);
          const Icon = isOpen ? ChevronDown : ChevronRight;
          const time = format.dateTime(row.recordedAt);
          return (
            <Fragment key={row.sequence}>
              <tr className={cn("border-b", isOpen && "border-b-0 bg-sunken")}>
                <TableCell className="px-1 py-1">
                  <button
                    type="button"
                    aria-expanded={isOpen}
                    aria-controls={isOpen ? `audit-${row.sequence}` : undefined}
                    aria-label={t("details", { action: actionText(row.action), time })}
                    onClick={() => toggle(row.sequence)}
                    className="grid size-8 place-items-center rounded-md text-muted hover:bg-sunken"
                  >
                    <Icon aria-hidden className="size-4" />
                  </button>
                </TableCell>
                <TableCell>
                  <span className="whitespace-nowrap">{format.date(row.recordedAt)}</span>{" "}
                  <span className="whitespace-nowrap">{format.time(row.recordedAt)}</span>
                </TableCell>
                <TableCell>
                  {actionText(row.action)}
                  {row.objectName && row.objectName !== row.userName && (
                    <span className="text-muted">: {row.objectName}</span>
                  )}
                  {row.emergency && (
                    <span className="ml-2">
                      <EmergencyBadge>{t("emergency")}</EmergencyBadge>
                    </span>
                  )}
                  {row.outcome !== "SUCCESS" && (
                    <span className="mt-1 block md:hidden">
                      <StatusBadge tone={TONES[row.outcome]}>{t(`outcomes.${row.outcome}`)}</StatusBadge>
                    </span>
                  )}
                </TableCell>
                <TableCell>{actorName(row.userName) ?? t("nobody")}</TableCell>
                <TableCell className="hidden md:table-cell">{row.patientIdentifier}</TableCell>
                <TableCell className="hidden md:table-cell">
                  <StatusBadge tone={TONES[row.outcome]}>{t(`outcomes.${row.outcome}`)}</StatusBadge>
                </TableCell>
              </tr>
              {isOpen && (
                <tr id={`audit-${row.sequence}`} className="border-b bg-sunken">
                  <td colSpan={6} className="px-4 pt-1 pb-4 md:px-14">
                    <AuditDetail row={row} />
                  </td>
                </tr>
              )}
            </Fragment>
          );
        })}
      </TableBody>
    </Table>
  );
}
