"use client";

import { useMutation } from "@tanstack/react-query";
import { CircleCheck, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Button, IconButton } from "@/components/ui";
import { closeImport, forgetImport, type ImportStatus } from "./import-api";
import { PatientNames } from "./patient-names";

/**
 * All files were in when the page was closed; only the word that nothing more comes was missing, and shares may wait
 * for it. It is given here without asking: where another window is at it, twice is harmless.
 */
export function ArrivedUpload({ status, onDismiss }: { status: ImportStatus; onDismiss: () => void }) {
  const t = useTranslations("upload.arrived");
  const { mutate, isSuccess, isError } = useMutation({
    mutationFn: async () => {
      await closeImport(status.id);
      forgetImport(status.id);
    },
  });
  useEffect(() => mutate(), [mutate]);
  return (
    <section aria-label={t("label")} className="flex items-start gap-3 px-4 py-3 text-sm tabular-nums">
      <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-ok" />
      <div className="min-w-0 flex-1">
        <p>
          <strong className="font-semibold">{t("title", { count: status.received.files })}</strong>
          <PatientNames studies={status.studies} />
        </p>
        <p role="status" className="text-muted">
          {t(isSuccess ? "completed" : isError ? "failed" : "completing")}
        </p>
      </div>
      {isError && (
        <Button size="sm" onClick={() => mutate()}>
          {t("retry")}
        </Button>
      )}
      {isSuccess && <IconButton size="sm" icon={X} label={t("dismiss")} onClick={onDismiss} />}
    </section>
  );
}
