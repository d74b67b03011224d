"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { Plus, UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { Button, Field, Input, StatusBadge, useFormat } from "@/components/ui";
import { CreateUserDialog } from "./create-user-dialog";
import { FormDialog, useInvalid } from "./form-dialog";
import { RecordTable } from "./record-table";
import { SectionFrame } from "./section";
import { useAdministration, useChange } from "./use-administration";

type Organization = {
  organizationId: string;
  slug: string | null;
  name: string;
  city: string;
  ura: string | null;
  createdAt: string;
  users: number;
  administrators: number;
};

/** The organisations that use this installation. */
export function OrganizationsSection() {
  const t = useTranslations("admin.organizations");
  const format = useFormat();
  const query = useAdministration<{ items: Organization[] }>("organizations");
  return (
    <SectionFrame
      title={t("title")}
      description={t("description")}
      query={query}
      isEmpty={({ items }) => items.length === 0}
      empty={t("none")}
      actions={<AddOrganization />}
    >
      {({ items }) => (
        <RecordTable
          label={t("title")}
          rows={items}
          rowKey={({ organizationId }) => organizationId}
          columns={[
            {
              header: t("name"),
              cell: ({ name, city, administrators }) => (
                <>
                  <span className="font-medium break-words">{name}</span>
                  <span className="block text-muted">{city}</span>
                  {administrators === 0 && <StatusBadge tone="warn">{t("noAdministrator")}</StatusBadge>}
                </>
              ),
            },
            { header: t("ura"), from: "md", cell: ({ ura }) => ura },
            { header: t("slug"), from: "lg", cell: ({ slug }) => slug },
            { header: t("since"), from: "md", cell: ({ createdAt }) => format.date(createdAt) },
            { header: t("accounts"), from: "sm", cell: ({ users }) => users },
          ]}
          actions={{
            header: t("addAdministrator"),
            cell: (organization) => (
              <CreateUserDialog
                organization={organization}
                trigger={
                  <Button size="sm" aria-label={t("addAdministratorTo", { name: organization.name })}>
                    <UserPlus aria-hidden />
                    <span className="hidden sm:inline">{t("addAdministrator")}</span>
                  </Button>
                }
              />
            ),
          }}
        />
      )}
    </SectionFrame>
  );
}

const Form = z.object({
  name: z.string().trim().min(1, "required").max(200, "tooLong"),
  slug: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/, "slug"),
  ura: z.string().regex(/^(\d{8})?$/, "ura"),
  city: z.string().trim().max(100, "tooLong"),
});

function AddOrganization() {
  const t = useTranslations("admin.organizations");
  const invalid = useInvalid();
  const change = useChange({ isToldByForm: true });
  const form = useForm<z.output<typeof Form>>({
    resolver: zodResolver(Form),
    defaultValues: { name: "", slug: "", ura: "", city: "" },
  });
  const { errors } = form.formState;
  return (
    <FormDialog
      trigger={
        <Button variant="primary">
          <Plus aria-hidden />
          {t("add")}
        </Button>
      }
      title={t("add")}
      description={t("addHint")}
      action={t("add")}
      form={form}
      onSubmit={({ ura, ...body }) =>
        change.mutateAsync({ path: "organizations", body: { ...body, ...(ura && { ura }) } })
      }
    >
      <Field label={t("name")} error={invalid(errors.name)}>
        <Input autoComplete="off" {...form.register("name")} />
      </Field>
      <Field label={t("slug")} hint={t("slugHint")} error={invalid(errors.slug)}>
        <Input autoComplete="off" spellCheck={false} {...form.register("slug")} />
      </Field>
      <Field label={t("ura")} hint={t("uraHint")} error={invalid(errors.ura)} optional>
        <Input inputMode="numeric" autoComplete="off" {...form.register("ura")} />
      </Field>
      <Field label={t("city")} error={invalid(errors.city)} optional>
        <Input autoComplete="off" {...form.register("city")} />
      </Field>
    </FormDialog>
  );
}
