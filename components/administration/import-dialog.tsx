"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { api } from "@/components/api-client";
import { Badge, Button, Dialog, Field, Input, Notice, type Tone, toast, useFormat } from "@/components/ui";
import type { ImportPlan } from "@/lib/directory";
import { useProblemText } from "./use-administration";

const SHOWN = 200;
/** What a line is mostly refused for, said in the words of the forms. */
const NAMED = ["ura", "agb", "uzi", "email"] as const;
const TONES: Record<"NEW" | "CHANGED" | "ENDED", Tone> = { NEW: "ok", CHANGED: "accent", ENDED: "warn" };

/** A file is read and compared first; the book changes only after who looks at it has agreed. */
export function ImportDialog({ sourceName, onClose }: { sourceName: string; onClose: () => void }) {
  const t = useTranslations("admin.sources");
  const c = useTranslations("common.actions");
  const queries = useQueryClient();
  const problemText = useProblemText();
  const id = useId();
  const [name, setName] = useState(sourceName);
  const [file, setFile] = useState<File>();
  const run = useMutation({
    mutationFn: async (preview: boolean) => {
      const query = new URLSearchParams({ source: name.trim(), preview: String(preview) });
      const text = (await file?.text()) ?? "";
      return api<ImportPlan>(`/api/v1/administration/directory-imports?${query}`, { text });
    },
    onSuccess: async (_plan, preview) => {
      if (preview) return;
      await queries.invalidateQueries();
      toast(t("done", { name }));
      onClose();
    },
  });
  const isReady = name.trim() !== "" && file !== undefined;
  const plan = run.data;
  const changes = plan ? plan.counts.NEW + plan.counts.CHANGED + plan.counts.ENDED : 0;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t("import")}
      description={t("importHint")}
      size="lg"
      footer={
        <>
          <Button onClick={onClose}>{c("cancel")}</Button>
          {plan ? (
            <Button
              variant="primary"
              loading={run.isPending}
              disabled={changes === 0}
              onClick={() => run.mutate(false)}
            >
              {t("confirm", { count: changes })}
            </Button>
          ) : (
            <Button
              variant="primary"
              loading={run.isPending}
              disabled={!isReady}
              onClick={() => run.mutate(true)}
            >
              {t("preview")}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {run.isError && (
          <div role="alert">
            <Notice tone="danger">{problemText(run.error)}</Notice>
          </div>
        )}
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t("sourceName")} hint={t("sourceNameHint")}>
            <Input
              value={name}
              maxLength={200}
              onChange={(event) => {
                setName(event.target.value);
                run.reset();
              }}
            />
          </Field>
          <div className="flex flex-col gap-1.5">
            <label htmlFor={id} className="text-sm font-medium">
              {t("file")}
            </label>
            <input
              id={id}
              type="file"
              accept=".csv,.json,text/csv,application/json,application/fhir+json"
              onChange={(event) => {
                setFile(event.target.files?.[0]);
                run.reset();
              }}
              className="text-sm file:mr-3 file:h-9 file:rounded-md file:border file:border-solid file:border-line-strong file:bg-surface file:px-3 file:text-text"
            />
            <p className="text-sm text-muted">{t("fileHint")}</p>
          </div>
        </div>
        {plan && <Plan plan={plan} />}
      </div>
    </Dialog>
  );
}

function Plan({ plan }: { plan: ImportPlan }) {
  const t = useTranslations("admin.sources");
  const format = useFormat();
  const invalid = useTranslations("admin.invalid");
  const { counts, changes, errors } = plan;
  const whereOf = (where: string) => {
    const line = /^line (\d+)$/.exec(where)?.[1];
    return line ? t("line", { line }) : where;
  };
  const reasonOf = (reason: string) => {
    const field = NAMED.find((name) => reason.startsWith(`${name} `) && !reason.includes(";"));
    return field ? invalid(field) : reason;
  };
  return (
    <section aria-label={t("planTitle")} className="flex flex-col gap-3">
      <dl className="grid grid-cols-2 gap-2 sm:grid-cols-4">
        {(["NEW", "CHANGED", "ENDED", "UNCHANGED"] as const).map((kind) => (
          <div key={kind} className="rounded-md border bg-surface px-3 py-2">
            <dt className="text-sm text-muted">{t(`changes.${kind}`)}</dt>
            <dd className="text-xl font-semibold tabular-nums">{format.number(counts[kind])}</dd>
          </div>
        ))}
      </dl>
      {errors.length > 0 && (
        <Notice tone="warn" title={t("errors", { count: errors.length })}>
          <ul className="max-h-40 overflow-y-auto">
            {errors.slice(0, SHOWN).map(({ where, reason }) => (
              <li key={`${where} ${reason}`}>
                {whereOf(where)}: {reasonOf(reason)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {changes.length > 0 && (
        <ul className="scroll-quiet max-h-72 divide-y overflow-y-auto rounded-md border text-sm">
          {changes.slice(0, SHOWN).map((change, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list
            <li key={index} className="flex flex-wrap items-baseline gap-x-2 px-3 py-1.5">
              <Badge tone={TONES[change.kind]}>{t(`changes.${change.kind}`)}</Badge>
              <span className="font-medium">{change.entry}</span>
              <span className="text-muted">{change.organization}</span>
              {change.fields?.map(({ field, from, to }) => (
                <span key={field} className="basis-full text-muted">
                  {t(`fields.${field as "name"}`)}: {from || "–"} → {to || "–"}
                </span>
              ))}
            </li>
          ))}
        </ul>
      )}
      {changes.length > SHOWN && <p className="text-sm text-muted">{t("moreChanges", { shown: SHOWN })}</p>}
    </section>
  );
}
