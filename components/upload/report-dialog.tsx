"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Button, Dialog } from "@/components/ui";
import { CSV_MARK, csvLine } from "@/lib/csv";
import { groupByReason, type NotTaken } from "./report";

const SHOWN_PER_GROUP = 200;

/** Why a code was given, in words; for a code without words of its own the server's. */
export function useReason(): (code: string, reason?: string) => string {
  const t = useTranslations("upload.reasons");
  return (code, reason) => (t.has(code) ? t(code) : (reason ?? code));
}

/** Every file that was not taken, by reason, to read and to keep. */
export function ReportDialog({
  files,
  open,
  onOpenChange,
}: {
  files: readonly NotTaken[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const t = useTranslations("upload.report");
  const reasonOf = useReason();
  const groups = useMemo(() => groupByReason(files), [files]);

  const download = () => {
    const rows = files.map((file) => [file.path, file.code, reasonOf(file.code, file.reason)]);
    const csv = CSV_MARK + [[t("path"), t("code"), t("reason")], ...rows].map(csvLine).join("");
    const url = URL.createObjectURL(new Blob([csv], { type: "text/csv;charset=utf-8" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = t("fileName");
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="lg"
      title={t("title", { count: files.length })}
      description={t("text")}
      footer={
        <Button onClick={download}>
          <Download aria-hidden />
          {t("download")}
        </Button>
      }
    >
      <div className="flex flex-col gap-2">
        {groups.map((group) => (
          <details key={group.code} className="rounded-md border">
            <summary className="px-4 py-2.5 text-sm">
              <span className="ml-1 font-medium">{reasonOf(group.code, group.reason)}</span>{" "}
              <span className="text-muted tabular-nums">{t("files", { count: group.files.length })}</span>
            </summary>
            <ul className="scroll-quiet max-h-64 overflow-y-auto border-t px-4 py-2 text-sm">
              {group.files.slice(0, SHOWN_PER_GROUP).map((file) => (
                <li key={file.path} className="py-0.5 break-all">
                  {file.path}
                </li>
              ))}
              {group.files.length > SHOWN_PER_GROUP && (
                <li className="py-0.5 text-muted">
                  {t("more", { count: group.files.length - SHOWN_PER_GROUP })}
                </li>
              )}
            </ul>
          </details>
        ))}
      </div>
    </Dialog>
  );
}
