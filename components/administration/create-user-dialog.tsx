"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Controller, useForm } from "react-hook-form";
import { z } from "zod";
import { Field, Input, Select } from "@/components/ui";
import { FormDialog, useInvalid } from "./form-dialog";
import { makePassword } from "./password";
import { PasswordInput } from "./password-input";
import { ROLES, RoleBoxes } from "./role-boxes";
import { useChange } from "./use-administration";

const Form = z.object({
  name: z.string().trim().min(1, "required").max(200, "tooLong"),
  email: z.email("email"),
  roles: z.array(z.enum(ROLES)),
  password: z.string().refine((text) => text === "" || text.length >= 8, "shortPassword"),
  uzi: z.string().regex(/^(\d{9})?$/, "uzi"),
  locale: z.enum(["nl", "en"]),
});
type Form = z.output<typeof Form>;

const blank = (): Form => ({
  name: "",
  email: "",
  roles: ["CARE_PROVIDER"],
  password: "",
  uzi: "",
  locale: "nl",
});

/** An account in the own organisation, or, by the operator, the administrator of another. */
export function CreateUserDialog({
  trigger,
  organization,
}: {
  trigger: ReactNode;
  organization?: { organizationId: string; name: string };
}) {
  const t = useTranslations("admin.users");
  const invalid = useInvalid();
  const change = useChange({ isToldByForm: true });
  const form = useForm<Form>({ resolver: zodResolver(Form), defaultValues: blank() });
  const { errors } = form.formState;
  const submit = ({ password, uzi, roles, ...account }: Form) =>
    change.mutateAsync({
      path: organization ? `organizations/${organization.organizationId}/administrators` : "users",
      body: {
        ...account,
        ...(password && { password }),
        ...(!organization && { roles, ...(uzi && { uzi }) }),
      },
    });
  return (
    <FormDialog
      trigger={trigger}
      title={organization ? t("createAdministrator", { name: organization.name }) : t("create")}
      description={t("createHint")}
      action={t("createAction")}
      size="md"
      form={form}
      onSubmit={submit}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("name")} error={invalid(errors.name)}>
          <Input autoComplete="off" {...form.register("name")} />
        </Field>
        <Field label={t("email")} error={invalid(errors.email)}>
          <Input type="email" autoComplete="off" {...form.register("email")} />
        </Field>
        <Field
          label={t("firstPassword")}
          hint={t("firstPasswordHint")}
          error={invalid(errors.password)}
          optional
        >
          <PasswordInput
            register={form.register("password")}
            onMake={() => form.setValue("password", makePassword(), { shouldValidate: true })}
          />
        </Field>
        <Field label={t("locale")}>
          <Controller
            control={form.control}
            name="locale"
            render={({ field }) => (
              <Select
                value={field.value}
                onValueChange={field.onChange}
                options={[
                  { value: "nl", label: "Nederlands" },
                  { value: "en", label: "English" },
                ]}
              />
            )}
          />
        </Field>
        {!organization && (
          <Field label={t("uzi")} hint={t("uziHint")} error={invalid(errors.uzi)} optional>
            <Input inputMode="numeric" autoComplete="off" {...form.register("uzi")} />
          </Field>
        )}
      </div>
      {!organization && (
        <Controller
          control={form.control}
          name="roles"
          render={({ field }) => <RoleBoxes value={field.value} onChange={field.onChange} />}
        />
      )}
    </FormDialog>
  );
}
