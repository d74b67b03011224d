"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { Controller, useForm } from "react-hook-form";
import { z } from "zod";
import { Button, Field, Input, Select } from "@/components/ui";
import { type AuditFilters, NO_FILTERS } from "./use-audit";

const Form = z
  .object({
    patientIdentifier: z.string().trim().max(64),
    user: z.string().trim().max(200),
    action: z.string(),
    outcome: z.enum(["", "SUCCESS", "REFUSED", "FAILURE"]),
    dateFrom: z.string(),
    dateTo: z.string(),
  })
  .refine(({ dateFrom, dateTo }) => !dateFrom || !dateTo || dateFrom <= dateTo, { path: ["dateTo"] });

/** Rooms whose actions can be asked for together; an action begins with its room. */
const ROOMS = [
  "study",
  "share",
  "document",
  "sign-in",
  "user",
  "address",
  "token",
  "audit",
  "directory",
  "meeting",
  "request",
] as const;
const ALL = "all";

/** Asked by a button and not as one types: every search is a row in the log. */
export function AuditFilterForm({
  onSearch,
  isBusy,
}: {
  onSearch: (filters: AuditFilters) => void;
  isBusy: boolean;
}) {
  const t = useTranslations("audit");
  const c = useTranslations("common.actions");
  const form = useForm<AuditFilters>({ resolver: zodResolver(Form), defaultValues: NO_FILTERS });
  const { errors, isDirty } = form.formState;
  return (
    <search>
      <form
        onSubmit={form.handleSubmit(onSearch)}
        className="grid grid-cols-2 items-end gap-3 rounded-lg border bg-surface p-3 md:grid-cols-3 xl:grid-cols-[1.2fr_1.2fr_1fr_1fr_9rem_9rem_auto]"
        noValidate
      >
        <Field label={t("filters.patient")}>
          <Input autoComplete="off" spellCheck={false} {...form.register("patientIdentifier")} />
        </Field>
        <Field label={t("filters.user")}>
          <Input autoComplete="off" spellCheck={false} {...form.register("user")} />
        </Field>
        <Field label={t("filters.action")}>
          <Controller
            control={form.control}
            name="action"
            render={({ field }) => (
              <Select
                value={field.value || ALL}
                onValueChange={(value) => field.onChange(value === ALL ? "" : value)}
                options={[ALL, ...ROOMS].map((value) => ({
                  value,
                  label: t(`filters.rooms.${value as "all"}`),
                }))}
              />
            )}
          />
        </Field>
        <Field label={t("filters.outcome")}>
          <Controller
            control={form.control}
            name="outcome"
            render={({ field }) => (
              <Select
                value={field.value || ALL}
                onValueChange={(value) => field.onChange(value === ALL ? "" : value)}
                options={[
                  { value: ALL, label: t("filters.outcomes.all") },
                  ...(["SUCCESS", "REFUSED", "FAILURE"] as const).map((value) => ({
                    value,
                    label: t(`outcomes.${value}`),
                  })),
                ]}
              />
            )}
          />
        </Field>
        <Field label={t("filters.from")}>
          <Input type="date" {...form.register("dateFrom")} />
        </Field>
        <Field label={t("filters.to")} error={errors.dateTo && t("filters.wrongOrder")}>
          <Input type="date" {...form.register("dateTo")} />
        </Field>
        <div className="col-span-2 flex gap-2 md:col-span-3 xl:col-span-1">
          <Button type="submit" variant="primary" loading={isBusy}>
            {!isBusy && <Search aria-hidden />}
            {c("search")}
          </Button>
          {isDirty && (
            <Button
              variant="quiet"
              onClick={() => {
                form.reset(NO_FILTERS);
                onSearch(NO_FILTERS);
              }}
            >
              {c("clear")}
            </Button>
          )}
        </div>
      </form>
    </search>
  );
}
