"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { Plus, UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { z } from "zod";
import {
  Button,
  Field,
  Input,
  StatusBadge,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  useFormat,
} from "@/components/ui";
import { CreateUserDialog } from "./create-user-dialog";
import { FormDialog, useInvalid } from "./form-dialog";
import { SectionFrame, Sheeted } from "./section";
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
        <Sheeted>
          <Table aria-label={t("title")} className="tabular-nums">
            <TableHead className="border-b">
              <tr>
                <TableHeader>{t("name")}</TableHeader>
                <TableHeader className="hidden md:table-cell">{t("ura")}</TableHeader>
                <TableHeader className="hidden lg:table-cell">{t("slug")}</TableHeader>
                <TableHeader className="hidden md:table-cell">{t("since")}</TableHeader>
                <TableHeader className="hidden sm:table-cell">{t("accounts")}</TableHeader>
                <TableHeader className="w-12">
                  <span className="sr-only">{t("addAdministrator")}</span>
                </TableHeader>
              </tr>
            </TableHead>
            <TableBody>
              {items.map((organization) => (
                <TableRow key={organization.organizationId}>
                  <TableCell>
                    <span className="font-medium break-words">{organization.name}</span>
                    <span className="block text-muted">{organization.city}</span>
                    {organization.administrators === 0 && (
                      <StatusBadge tone="warn">{t("noAdministrator")}</StatusBadge>
                    )}
                  </TableCell>
                  <TableCell className="hidden md:table-cell">{organization.ura}</TableCell>
                  <TableCell className="hidden lg:table-cell">{organization.slug}</TableCell>
                  <TableCell className="hidden md:table-cell">
                    {format.date(organization.createdAt)}
                  </TableCell>
                  <TableCell className="hidden sm:table-cell">{organization.users}</TableCell>
                  <TableCell className="text-right">
                    <CreateUserDialog
                      organization={organization}
                      trigger={
                        <Button size="sm" aria-label={t("addAdministratorTo", { name: organization.name })}>
                          <UserPlus aria-hidden />
                          <span className="hidden sm:inline">{t("addAdministrator")}</span>
                        </Button>
                      }
                    />
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Sheeted>
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
