"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui";
import type { AuditFilters } from "./use-audit";

/** A form and no call: the browser saves the file while it comes in, and nothing of a patient stands in an address. */
export function ExportButtons({ filters }: { filters: AuditFilters }) {
  const t = useTranslations("audit.export");
  const { dateFrom, dateTo, ...others } = filters;
  const fields = { ...others, from: dateFrom, to: dateTo };
  return (
    <form method="post" action="/api/v1/audit/export" className="flex flex-wrap gap-2">
      {Object.entries(fields)
        .filter(([, value]) => value !== "")
        .map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
      <Button type="submit" name="format" value="csv" title={t("csvHint")}>
        <Download aria-hidden />
        {t("csv")}
      </Button>
      <Button type="submit" name="format" value="ndjson" title={t("ndjsonHint")}>
        <Download aria-hidden />
        {t("ndjson")}
      </Button>
    </form>
  );
}
