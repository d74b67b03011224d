"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { History, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "@/components/ui";
import { ArrivedUpload } from "./arrived-upload";
import { closeImport, forgetImport, type UnfinishedImport, unfinishedImports } from "./import-api";
import { PatientNames } from "./patient-names";

const KEY = ["unfinished-imports"];

/** What was on its way in when a page was closed: the same folder again sends only the rest. */
export function UnfinishedUploads() {
  const queries = useQueryClient();
  const found = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => unfinishedImports(signal),
    staleTime: 0,
    refetchOnWindowFocus: false,
  });
  const onGone = () => void queries.invalidateQueries({ queryKey: KEY });
  return found.data?.map(({ status, files }) =>
    files !== null && status.received.files >= files ? (
      <ArrivedUpload key={status.id} status={status} onDismiss={onGone} />
    ) : (
      <Unfinished key={status.id} status={status} files={files} onStopped={onGone} />
    ),
  );
}

function Unfinished({ status, files, onStopped }: UnfinishedImport & { onStopped: () => void }) {
  const t = useTranslations("upload.unfinished");
  const stop = useMutation({
    mutationFn: async () => {
      await closeImport(status.id);
      forgetImport(status.id);
    },
    onSuccess: onStopped,
  });
  return (
    <section aria-label={t("label")} className="flex items-start gap-3 px-4 py-3 text-sm tabular-nums">
      <History aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
      <div className="min-w-0 flex-1">
        <p>
          <strong className="font-semibold">{t("title")}</strong>{" "}
          {files === null
            ? t("received", { done: status.received.files })
            : t("receivedOf", { done: status.received.files, total: files })}
          <PatientNames studies={status.studies} />
        </p>
        <p className="text-muted">{t("text")}</p>
      </div>
      <IconButton
        size="sm"
        icon={X}
        label={t("stop")}
        disabled={stop.isPending}
        onClick={() => stop.mutate()}
      />
    </section>
  );
}
