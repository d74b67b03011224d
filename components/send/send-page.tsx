"use client";

import { Send } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, type KeyboardEvent, type ReactNode, useRef } from "react";
import { isApiProblem } from "@/components/api-client";
import { byPatient, spokenName } from "@/components/shares";
import { Button, Checkbox, KeyHint, Notice, useFormat } from "@/components/ui";
import { ToPart } from "./to-part";
import { type SendForm, useSendForm } from "./use-send-form";
import { WhatPart } from "./what-part";
import { WhyPart } from "./why-part";

/** One page: what, to whom, why; below it what will happen and the one button. Ctrl+Enter sends. */
export function SendPage() {
  const t = useTranslations("shares.send");
  const form = useSendForm();
  const element = useRef<HTMLFormElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    form.submit();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) element.current?.requestSubmit();
  };
  return (
    <form ref={element} onSubmit={submit} onKeyDown={onKeyDown} className="absolute inset-0 flex flex-col">
      <h1 className="border-b bg-surface px-4 py-3 text-xl font-semibold">{t("title")}</h1>
      <div className="scroll-quiet grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] content-start overflow-y-auto lg:grid-cols-[1.15fr_1fr_1fr] lg:content-stretch lg:divide-x lg:overflow-hidden">
        <Part title={t("what")}>
          <WhatPart form={form} />
        </Part>
        <Part title={t("to")}>
          <ToPart form={form} />
        </Part>
        <Part title={t("why")}>
          <WhyPart form={form} />
        </Part>
      </div>
      <Summary form={form} />
    </form>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="scroll-quiet flex min-w-0 flex-col gap-3 p-4 lg:overflow-y-auto">
      <h2 className="text-sm font-semibold">{title}</h2>
      {children}
    </section>
  );
}

function Summary({ form }: { form: SendForm }) {
  const t = useTranslations("shares.send");
  const format = useFormat();
  const warnings = form.findings.filter(({ severity }) => severity !== "info").length;
  const names = byPatient(form.studies).map(({ patient }) => format.personName(patient.name) || t("noName"));
  const missing =
    form.chosen.length === 0
      ? "studies"
      : form.recipients.length === 0
        ? "recipients"
        : form.priority === "EMERGENCY" && form.emergencyReason.trim() === ""
          ? "emergencyReason"
          : null;
  return (
    <footer className="flex flex-col gap-2 border-t bg-surface px-4 py-3">
      {form.send.isError && (
        <Notice tone="danger" title={t("failed")}>
          {isApiProblem(form.send.error, "network") ? t("failedNetwork") : t("failedText")}
          {isApiProblem(form.send.error) && form.send.error.reference && (
            <> {t("reference", { reference: form.send.error.reference })}</>
          )}
        </Notice>
      )}
      {form.mustConfirm && (
        <Checkbox
          checked={form.isConfirmed}
          onCheckedChange={(on) => form.setConfirmed(on === true)}
          label={t("confirmPatients", { names: names.join(", ") })}
        />
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p aria-live="polite" className="min-w-0 flex-1 basis-64 text-sm">
          {missing ? (
            <span className="text-muted">{t(`missing.${missing}`)}</span>
          ) : (
            <>
              {t("summary", {
                studies: form.chosen.length,
                patient: names.join(", ") || t("noName"),
                recipients: form.recipients.map(spokenName).join(", "),
                date: format.date(form.date),
              })}
              {warnings > 0 && <span className="text-warn"> {t("warnings", { count: warnings })}</span>}
            </>
          )}
        </p>
        <span className="hidden text-xs text-muted lg:inline">
          <KeyHint>Ctrl</KeyHint> <KeyHint>Enter</KeyHint>
        </span>
        <Button
          type="submit"
          variant="primary"
          size="lg"
          disabled={!form.canSend}
          loading={form.send.isPending}
        >
          <Send aria-hidden />
          {form.priority === "EMERGENCY" ? t("sendEmergency") : t("send")}
        </Button>
      </div>
    </footer>
  );
}
