"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { Field, Input, Notice } from "@/components/ui";
import type { ListedDepartment } from "@/lib/directory";
import { FormDialog, useInvalid } from "./form-dialog";
import { useChange } from "./use-administration";

const Form = z.object({
  name: z.string().trim().min(1, "required").max(200, "tooLong"),
  specialty: z.string().trim().max(100, "tooLong"),
});

export function DepartmentDialog({
  trigger,
  department,
}: {
  trigger: ReactNode;
  department?: ListedDepartment;
}) {
  const t = useTranslations("admin.mailboxes");
  const c = useTranslations("common.actions");
  const invalid = useInvalid();
  const change = useChange({ isToldByForm: true });
  const { name = "", specialty = "" } = department ?? {};
  const form = useForm<z.output<typeof Form>>({ resolver: zodResolver(Form), values: { name, specialty } });
  const { errors } = form.formState;
  return (
    <FormDialog
      trigger={trigger}
      title={department ? t("editDepartment") : t("addDepartment")}
      action={c("save")}
      form={form}
      onSubmit={(values) =>
        change.mutateAsync({
          path: "departments",
          method: "PUT",
          body: { ...values, departmentId: department?.departmentId },
        })
      }
    >
      {department?.source && <Notice tone="warn">{t("overwritten", { name: department.source })}</Notice>}
      <Field label={t("name")} error={invalid(errors.name)}>
        <Input {...form.register("name")} />
      </Field>
      <Field label={t("specialty")} error={invalid(errors.specialty)} optional>
        <Input {...form.register("specialty")} />
      </Field>
    </FormDialog>
  );
}
