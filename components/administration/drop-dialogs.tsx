"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type Control, Controller, type FieldErrors, useForm } from "react-hook-form";
import { z } from "zod";
import { Button, Field, Input, Select, Textarea } from "@/components/ui";
import { FormDialog, useInvalid } from "./form-dialog";
import { useAdministration, useChange } from "./use-administration";

const Folder = z.object({
  organizationId: z.string().min(1, "required"),
  path: z.string().trim().max(1000, "tooLong"),
});

export function AddWatchedFolder() {
  const t = useTranslations("admin.drops");
  const invalid = useInvalid();
  const change = useChange({ isToldByForm: true });
  const form = useForm<z.output<typeof Folder>>({
    resolver: zodResolver(Folder),
    defaultValues: { organizationId: "", path: "" },
  });
  return (
    <FormDialog
      trigger={
        <Button variant="primary">
          <Plus aria-hidden />
          {t("addFolder")}
        </Button>
      }
      title={t("addFolder")}
      description={t("addFolderHint")}
      action={t("addFolder")}
      form={form}
      onSubmit={({ organizationId, path }) =>
        change.mutateAsync({ path: "watched-folders", body: { organizationId, ...(path && { path }) } })
      }
    >
      <OrganizationField control={form.control} errors={form.formState.errors} />
      <Field label={t("path")} hint={t("pathHint")} error={invalid(form.formState.errors.path)} optional>
        <Input autoComplete="off" spellCheck={false} {...form.register("path")} />
      </Field>
    </FormDialog>
  );
}

const Account = z.object({
  organizationId: z.string().min(1, "required"),
  name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, "sftpName"),
  publicKeys: z.string().trim().min(1, "required").max(65_536, "tooLong"),
});

export function AddSftpAccount() {
  const t = useTranslations("admin.drops");
  const invalid = useInvalid();
  const change = useChange({ isToldByForm: true });
  const form = useForm<z.output<typeof Account>>({
    resolver: zodResolver(Account),
    defaultValues: { organizationId: "", name: "", publicKeys: "" },
  });
  const { errors } = form.formState;
  return (
    <FormDialog
      trigger={
        <Button>
          <Plus aria-hidden />
          {t("addAccount")}
        </Button>
      }
      title={t("addAccount")}
      description={t("addAccountHint")}
      action={t("addAccount")}
      form={form}
      onSubmit={(body) => change.mutateAsync({ path: "sftp-accounts", body })}
    >
      <OrganizationField control={form.control} errors={errors} />
      <Field label={t("name")} hint={t("nameHint")} error={invalid(errors.name)}>
        <Input autoComplete="off" spellCheck={false} {...form.register("name")} />
      </Field>
      <Field label={t("publicKeys")} hint={t("publicKeysHint")} error={invalid(errors.publicKeys)}>
        <Textarea rows={4} spellCheck={false} {...form.register("publicKeys")} />
      </Field>
    </FormDialog>
  );
}

type WithOrganization = { organizationId: string };

function OrganizationField<Values extends WithOrganization>({
  control,
  errors,
}: {
  control: Control<Values>;
  errors: FieldErrors<Values>;
}) {
  const t = useTranslations("admin.drops");
  const invalid = useInvalid();
  const { data } = useAdministration<{ items: { organizationId: string; name: string }[] }>("organizations");
  return (
    <Controller
      control={control as unknown as Control<WithOrganization>}
      name="organizationId"
      render={({ field }) => (
        <Field
          label={t("organization")}
          error={invalid((errors as FieldErrors<WithOrganization>).organizationId)}
        >
          <Select
            value={field.value || undefined}
            onValueChange={field.onChange}
            placeholder={t("chooseOrganization")}
            options={(data?.items ?? []).map(({ organizationId, name }) => ({
              value: organizationId,
              label: name,
            }))}
          />
        </Field>
      )}
    />
  );
}
