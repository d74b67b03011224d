"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Controller, useForm } from "react-hook-form";
import { z } from "zod";
import { Field, Input, Notice, Select } from "@/components/ui";
import type { ListedDepartment, OwnAddress } from "@/lib/directory";
import { FormDialog, useInvalid } from "./form-dialog";
import { useChange } from "./use-administration";

const NO_DEPARTMENT = "-";
const text = (longest: number) => z.string().trim().max(longest, "tooLong");
const Form = z.object({
  familyName: text(100).min(1, "required"),
  prefix: text(30),
  initials: text(30),
  givenName: text(100),
  role: text(100),
  specialty: text(100),
  departmentId: z.string(),
  email: z.union([z.literal(""), z.email("email")]),
  uzi: z.string().regex(/^(\d{9})?$/, "uzi"),
  agb: z.string().regex(/^(\d{8})?$/, "agb"),
});

/** A care provider in a role at the own organisation: new, or the one that is there. */
export function PractitionerDialog({
  trigger,
  departments,
  address,
}: {
  trigger: ReactNode;
  departments: ListedDepartment[];
  address?: OwnAddress;
}) {
  const t = useTranslations("admin.practitioners");
  const c = useTranslations("common.actions");
  const invalid = useInvalid();
  const change = useChange({ isToldByForm: true });
  const known = address?.practitioner;
  const form = useForm<z.output<typeof Form>>({
    resolver: zodResolver(Form),
    values: {
      familyName: known?.familyName ?? "",
      prefix: known?.prefix ?? "",
      initials: known?.initials ?? "",
      givenName: known?.givenName ?? "",
      role: known?.role ?? "",
      specialty: known?.specialty ?? "",
      departmentId: known?.departmentId ?? NO_DEPARTMENT,
      email: address?.email ?? "",
      uzi: known?.uzi ?? "",
      agb: known?.agb ?? "",
    },
  });
  const { errors } = form.formState;
  return (
    <FormDialog
      trigger={trigger}
      title={address ? t("editOf", { name: address.name }) : t("add")}
      description={address ? undefined : t("addHint")}
      action={c("save")}
      size="md"
      form={form}
      onSubmit={({ departmentId, ...values }) =>
        change.mutateAsync({
          path: "practitioners",
          method: "PUT",
          body: {
            ...values,
            departmentId: departmentId === NO_DEPARTMENT ? null : departmentId,
            addressId: address?.addressId,
          },
        })
      }
    >
      {address?.source && <Notice tone="warn">{t("overwritten", { name: address.source })}</Notice>}
      <div className="grid gap-3 sm:grid-cols-[9rem_11rem_1fr]">
        <Field label={t("initials")} error={invalid(errors.initials)} optional>
          <Input autoComplete="off" {...form.register("initials")} />
        </Field>
        <Field label={t("prefix")} error={invalid(errors.prefix)} optional>
          <Input autoComplete="off" placeholder={t("prefixHint")} {...form.register("prefix")} />
        </Field>
        <Field label={t("familyName")} error={invalid(errors.familyName)}>
          <Input autoComplete="off" {...form.register("familyName")} />
        </Field>
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t("givenName")} error={invalid(errors.givenName)} optional>
          <Input autoComplete="off" {...form.register("givenName")} />
        </Field>
        <Field label={t("role")} error={invalid(errors.role)} optional>
          <Input placeholder={t("roleHint")} {...form.register("role")} />
        </Field>
        <Field label={t("specialty")} error={invalid(errors.specialty)} optional>
          <Input {...form.register("specialty")} />
        </Field>
        <Controller
          control={form.control}
          name="departmentId"
          render={({ field }) => (
            <Field label={t("department")}>
              <Select
                value={field.value}
                onValueChange={field.onChange}
                options={[
                  { value: NO_DEPARTMENT, label: t("noDepartment") },
                  ...departments.map(({ departmentId, name }) => ({ value: departmentId, label: name })),
                ]}
              />
            </Field>
          )}
        />
      </div>
      <Field label={t("email")} hint={t("emailHint")} error={invalid(errors.email)} optional>
        <Input type="email" autoComplete="off" {...form.register("email")} />
      </Field>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t("uzi")} hint={t("uziHint")} error={invalid(errors.uzi)} optional>
          <Input inputMode="numeric" autoComplete="off" maxLength={9} {...form.register("uzi")} />
        </Field>
        <Field label={t("agb")} error={invalid(errors.agb)} optional>
          <Input inputMode="numeric" autoComplete="off" maxLength={8} {...form.register("agb")} />
        </Field>
      </div>
    </FormDialog>
  );
}
