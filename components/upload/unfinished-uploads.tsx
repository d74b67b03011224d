"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { History, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton, useFormat } from "@/components/ui";
import { closeImport, forgetImport, type UnfinishedImport, unfinishedImports } from "./import-api";

const KEY = ["unfinished-imports"];

/** What was on its way in when a page was closed: the same folder again sends only the rest. */
export function UnfinishedUploads() {
  const found = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => unfinishedImports(signal),
    staleTime: 0,
    refetchOnWindowFocus: false,
  });
  return found.data?.map((unfinished) => <Unfinished key={unfinished.status.id} {...unfinished} />);
}

function Unfinished({ status, files }: UnfinishedImport) {
  const t = useTranslations("upload.unfinished");
  const p = useTranslations("common.patient");
  const format = useFormat();
  const queries = useQueryClient();
  const stop = useMutation({
    mutationFn: async () => {
      await closeImport(status.id);
      forgetImport(status.id);
      await queries.invalidateQueries({ queryKey: KEY });
    },
  });
  const names = [
    ...new Set(status.studies.map((study) => format.personName(study.patientName) || p("noName"))),
  ].join("; ");
  return (
    <section aria-label={t("label")} className="flex items-start gap-3 px-4 py-3 text-sm tabular-nums">
      <History aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
      <div className="min-w-0 flex-1">
        <p>
          <strong className="font-semibold">{t("title")}</strong>{" "}
          {files === null
            ? t("received", { done: status.received.files })
            : t("receivedOf", { done: status.received.files, total: files })}
          {names && <span className="break-words text-muted"> · {names}</span>}
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
