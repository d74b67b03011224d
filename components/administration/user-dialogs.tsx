"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { Controller, useForm } from "react-hook-form";
import { z } from "zod";
import { Button, Field, Input, toast } from "@/components/ui";
import type { ListedUser } from "@/lib/users";
import { FormDialog, useInvalid } from "./form-dialog";
import { makePassword } from "./password";
import { PasswordInput } from "./password-input";
import { ROLES, RoleBoxes } from "./role-boxes";
import { useChange } from "./use-administration";

type Props = { user: ListedUser; open: boolean; onOpenChange: (open: boolean) => void };

const Roles = z.object({ roles: z.array(z.enum(ROLES)) });

export function RolesDialog({ user, open, onOpenChange }: Props) {
  const t = useTranslations("admin.users");
  const c = useTranslations("common.actions");
  const change = useChange({ isToldByForm: true });
  const form = useForm<z.output<typeof Roles>>({
    resolver: zodResolver(Roles),
    values: { roles: user.roles },
  });
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("rolesOf", { name: user.name })}
      description={t("rolesHint")}
      action={c("save")}
      form={form}
      onSubmit={(body) => change.mutateAsync({ path: `users/${user.userId}/roles`, method: "PUT", body })}
    >
      <Controller
        control={form.control}
        name="roles"
        render={({ field }) => <RoleBoxes value={field.value} onChange={field.onChange} />}
      />
    </FormDialog>
  );
}

const Password = z.object({ password: z.string().min(8, "shortPassword") });

export function PasswordDialog({ user, open, onOpenChange }: Props) {
  const t = useTranslations("admin.users");
  const c = useTranslations("common.actions");
  const invalid = useInvalid();
  const change = useChange({ isToldByForm: true });
  const form = useForm<z.output<typeof Password>>({
    resolver: zodResolver(Password),
    defaultValues: { password: "" },
  });
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("passwordOf", { name: user.name })}
      description={t("passwordHint")}
      action={c("save")}
      form={form}
      onSubmit={async (body) => {
        await change.mutateAsync({ path: `users/${user.userId}/password`, method: "PUT", body });
        toast(t("done.password", { name: user.name }));
      }}
    >
      <Field label={t("newPassword")} error={invalid(form.formState.errors.password)}>
        <PasswordInput
          register={form.register("password")}
          onMake={() => form.setValue("password", makePassword(), { shouldValidate: true })}
        />
      </Field>
    </FormDialog>
  );
}

const Identity = z.object({
  issuer: z.url("url"),
  subject: z.string().trim().min(1, "required").max(255, "tooLong"),
});

/** The organisation's own login is known by issuer and subject, never by the e-mail address. */
export function IdentitiesDialog({ user, open, onOpenChange }: Props) {
  const t = useTranslations("admin.users");
  const invalid = useInvalid();
  const change = useChange({ isToldByForm: true });
  const unlink = useChange();
  const form = useForm<z.output<typeof Identity>>({
    resolver: zodResolver(Identity),
    defaultValues: { issuer: user.identities[0]?.issuer ?? "", subject: "" },
  });
  const { errors } = form.formState;
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("identitiesOf", { name: user.name })}
      description={t("identitiesHint")}
      action={t("linkIdentity")}
      size="md"
      form={form}
      onSubmit={(body) => change.mutateAsync({ path: `users/${user.userId}/identities`, body })}
    >
      {user.identities.length > 0 && (
        <ul className="divide-y rounded-md border">
          {user.identities.map(({ id, issuer, subject }) => (
            <li key={id} className="flex items-center gap-3 px-3 py-2 text-sm">
              <span className="min-w-0 flex-1">
                <span className="block font-medium break-all">{subject}</span>
                <span className="block break-all text-muted">{issuer}</span>
              </span>
              <Button
                size="sm"
                aria-label={t("unlinkOf", { subject })}
                disabled={unlink.isPending}
                onClick={() => unlink.mutate({ path: `identities/${id}`, method: "DELETE" })}
              >
                {t("unlink")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Field label={t("issuer")} hint={t("issuerHint")} error={invalid(errors.issuer)}>
        <Input type="url" autoComplete="off" {...form.register("issuer")} />
      </Field>
      <Field label={t("subject")} hint={t("subjectHint")} error={invalid(errors.subject)}>
        <Input autoComplete="off" spellCheck={false} {...form.register("subject")} />
      </Field>
    </FormDialog>
  );
}
