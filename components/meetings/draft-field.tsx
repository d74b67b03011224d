"use client";

import { Check, CloudOff, LoaderCircle } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button, Field, Notice, Textarea } from "@/components/ui";
import { type Fields, type Saved, useDraft } from "./use-draft";

type DraftFieldsProps<T extends Fields> = {
  name: string;
  labels: T;
  hint?: string;
  rows?: number;
  server: Saved<T>;
  save: (fields: T, version: number) => Promise<Saved<T>>;
  reload: () => Promise<Saved<T>>;
  /** Given the draft, so that what is signed is what was read and saved. */
  footer?: (draft: { version: () => number; isSaved: boolean; fields: T }) => ReactNode;
};

/** One text or several that belong together, saved as they are written. */
export function DraftFields<T extends Fields>({
  name,
  labels,
  hint,
  rows = 4,
  footer,
  ...calls
}: DraftFieldsProps<T>) {
  const t = useTranslations("meetings.draft");
  const draft = useDraft<T>({ name, ...calls });
  const { fields, state, theirs } = draft;
  const keys = Object.keys(labels) as (keyof T & string)[];
  const both = () =>
    Object.fromEntries(
      keys.map((key) => [
        key,
        theirs && theirs.fields[key] !== fields[key]
          ? [theirs.fields[key], fields[key]].filter(Boolean).join("\n\n")
          : fields[key],
      ]),
    ) as T;
  return (
    <div className="flex flex-col gap-2.5">
      {keys.map((key) => (
        <Field key={key} label={labels[key]} hint={key === keys[0] ? hint : undefined}>
          <Textarea
            rows={rows}
            value={fields[key]}
            maxLength={10_000}
            onChange={(event) => draft.change({ [key]: event.target.value } as Partial<T>)}
            onBlur={() => void draft.flush()}
          />
        </Field>
      ))}
      {theirs && (
        <div role="alert">
          <Notice tone="warn" title={t("conflict", { name: theirs.updatedBy || t("someone") })}>
            <p>{t("conflictText")}</p>
            <p className="mt-2 font-medium">{t("theirs")}</p>
            {keys.map((key) => (
              <p key={key} className="rounded-sm bg-surface p-2 text-sm whitespace-pre-wrap">
                {theirs.fields[key]}
              </p>
            ))}
            <div className="mt-2 flex flex-wrap gap-2">
              <Button size="sm" variant="primary" onClick={() => draft.resolve(both())}>
                {t("keepBoth")}
              </Button>
              <Button size="sm" onClick={() => draft.resolve(theirs.fields)}>
                {t("keepTheirs")}
              </Button>
              <Button size="sm" onClick={() => draft.resolve(fields)}>
                {t("keepMine")}
              </Button>
            </div>
          </Notice>
        </div>
      )}
      <div className="flex min-h-6 flex-wrap items-center gap-3">
        <p role="status" className="flex min-w-0 flex-1 items-center gap-1.5 text-xs text-muted">
          {(state === "dirty" || state === "saving") && (
            <>
              <LoaderCircle aria-hidden className="size-3.5 motion-safe:animate-spin" />
              {t("saving")}
            </>
          )}
          {state === "saved" && (
            <>
              <Check aria-hidden className="size-3.5 text-ok" />
              {draft.isRestored ? `${t("restored")} · ${t("saved")}` : t("saved")}
            </>
          )}
          {state === "waiting" && (
            <span className="flex items-center gap-1.5 text-warn">
              <CloudOff aria-hidden className="size-3.5 shrink-0" />
              {t("waiting")}
            </span>
          )}
        </p>
        {footer?.({ version: draft.version, isSaved: state === "clean" || state === "saved", fields })}
      </div>
    </div>
  );
}
