"use client";

import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button, toast } from "@/components/ui";
import type { AuditFilters } from "./use-audit";

type FileFormat = "csv" | "ndjson";

/** What the filters show as a file. Asked by POST: a patient's number must not stand in an address. */
export function ExportButtons({ filters }: { filters: AuditFilters }) {
  const t = useTranslations("audit.export");
  const save = useMutation({
    mutationFn: (format: FileFormat) => download(filters, format),
    onError: () => toast.error(t("failed")),
  });
  return (
    <div className="flex flex-wrap gap-2">
      {(["csv", "ndjson"] as const).map((format) => (
        <Button
          key={format}
          title={t(`${format}Hint`)}
          loading={save.isPending && save.variables === format}
          disabled={save.isPending}
          onClick={() => save.mutate(format)}
        >
          {!(save.isPending && save.variables === format) && <Download aria-hidden />}
          {t(format)}
        </Button>
      ))}
    </div>
  );
}

async function download({ dateFrom: from, dateTo: to, ...others }: AuditFilters, format: FileFormat) {
  const filled = Object.fromEntries(
    Object.entries({ ...others, from, to }).filter(([, value]) => value !== ""),
  );
  const response = await fetch("/api/v1/audit/export", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...filled, format }),
  });
  if (!response.ok) throw new Error(`export answered ${response.status}`);
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download =
    /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1] ?? `log.${format}`;
  link.click();
  URL.revokeObjectURL(url);
}
