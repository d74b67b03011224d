"use client";

import { ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button, Notice, useFormat } from "@/components/ui";
import { useVerify } from "./use-audit";

/** Whether the log is whole: asked by a button, because every row is read for it. */
export function ChainState() {
  const t = useTranslations("audit.chain");
  const format = useFormat();
  const verify = useVerify();
  const state = verify.data;
  return (
    <section
      aria-label={t("title")}
      className="flex flex-wrap items-center gap-3 rounded-lg border bg-surface p-3"
    >
      <div className="min-w-0 flex-1 basis-72" aria-live="polite">
        {state === undefined ? (
          verify.isError ? (
            <Notice tone="danger">{t("failed")}</Notice>
          ) : (
            <p className="text-sm text-muted">{t("explanation")}</p>
          )
        ) : state.ok ? (
          <Notice tone="ok" title={t("ok", { rows: state.rows })}>
            {state.anchoredAt
              ? t("anchored", { date: format.dateTime(state.anchoredAt), rows: state.anchoredRows })
              : t("notAnchored")}
          </Notice>
        ) : (
          <Notice
            tone="danger"
            title={t(`faults.${state.firstBad?.kind ?? "ALTERED"}`, {
              sequence: state.firstBad?.sequence ?? 0,
            })}
          >
            {t("whatToDo")}
          </Notice>
        )}
      </div>
      <Button loading={verify.isPending} onClick={() => verify.mutate()}>
        {!verify.isPending && <ShieldCheck aria-hidden />}
        {state ? t("again") : t("verify")}
      </Button>
    </section>
  );
}
