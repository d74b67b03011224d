"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { Copy, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { z } from "zod";
import {
  Badge,
  Button,
  Checkbox,
  Dialog,
  Field,
  Input,
  Notice,
  Select,
  toast,
  useFormat,
} from "@/components/ui";
import type { ListedToken } from "@/lib/users";
import { ConfirmDialog } from "./confirm-dialog";
import { FormDialog, useInvalid } from "./form-dialog";
import { SectionFrame, Sheeted } from "./section";
import { useAdministration, useChange } from "./use-administration";

/** Tokens with which the organisation's own systems (PACS, EPD, scripts) reach its archive. */
export function TokensSection() {
  const t = useTranslations("admin.tokens");
  const format = useFormat();
  const change = useChange();
  const query = useAdministration<{ items: ListedToken[] }>("tokens");
  return (
    <SectionFrame
      title={t("title")}
      description={t("description")}
      query={query}
      isEmpty={({ items }) => items.length === 0}
      empty={t("none")}
      actions={<CreateToken />}
    >
      {({ items }) => (
        <Sheeted>
          <ul className="divide-y">
            {items.map((token) => {
              const name = token.name || t("unnamed");
              return (
                <li key={token.tokenId} className="flex flex-wrap items-center gap-3 px-3 py-2.5 text-sm">
                  <div className="min-w-0 flex-1">
                    <p className="flex flex-wrap items-center gap-2 font-medium">
                      <span className="break-all">{name}</span>
                      {token.scopes.map((scope) => (
                        <Badge key={scope}>{scope}</Badge>
                      ))}
                      {token.isExpired && <Badge tone="warn">{t("expired")}</Badge>}
                    </p>
                    <p className="text-muted tabular-nums">
                      {t("created", { date: format.date(token.createdAt) })}
                      {" · "}
                      {token.expiresAt ? t("expires", { date: format.date(token.expiresAt) }) : t("noExpiry")}
                    </p>
                  </div>
                  <ConfirmDialog
                    trigger={
                      <Button size="sm" aria-label={t("revokeOf", { name })}>
                        {t("revoke")}
                      </Button>
                    }
                    title={t("revokeOf", { name })}
                    text={t("revokeText")}
                    action={t("revoke")}
                    onConfirm={() =>
                      change.mutateAsync({ path: `tokens/${token.tokenId}`, method: "DELETE" })
                    }
                  />
                </li>
              );
            })}
          </ul>
        </Sheeted>
      )}
    </SectionFrame>
  );
}

const SCOPES = ["dicomweb", "api"] as const;
const DAYS = ["90", "365", "730", "never"] as const;
const Form = z.object({
  name: z.string().trim().min(1, "required").max(100, "tooLong"),
  scopes: z.array(z.enum(SCOPES)).min(1, "scopes"),
  days: z.enum(DAYS),
});
type Form = z.output<typeof Form>;

function CreateToken() {
  const t = useTranslations("admin.tokens");
  const invalid = useInvalid();
  const change = useChange({ isToldByForm: true });
  const [token, setToken] = useState<string>();
  const form = useForm<Form>({
    resolver: zodResolver(Form),
    defaultValues: { name: "", scopes: [...SCOPES], days: "365" },
  });
  const { errors } = form.formState;
  const submit = async ({ days, ...body }: Form) => {
    const expiry = days === "never" ? {} : { expiresInDays: Number(days) };
    const made = await change.mutateAsync({ path: "tokens", body: { ...body, ...expiry } });
    setToken((made as { token: string }).token);
  };
  return (
    <>
      <FormDialog
        trigger={
          <Button variant="primary">
            <Plus aria-hidden />
            {t("create")}
          </Button>
        }
        title={t("create")}
        description={t("createHint")}
        action={t("create")}
        form={form}
        onSubmit={submit}
      >
        <Field label={t("name")} hint={t("nameHint")} error={invalid(errors.name)}>
          <Input autoComplete="off" {...form.register("name")} />
        </Field>
        <Controller
          control={form.control}
          name="scopes"
          render={({ field }) => (
            <fieldset className="flex flex-col gap-1">
              <legend className="mb-1 text-sm font-medium">{t("scopes")}</legend>
              {SCOPES.map((scope) => (
                <Checkbox
                  key={scope}
                  label={t(`scope.${scope}`)}
                  checked={field.value.includes(scope)}
                  onCheckedChange={(isOn) =>
                    field.onChange(
                      isOn === true
                        ? [...field.value, scope]
                        : field.value.filter((other) => other !== scope),
                    )
                  }
                />
              ))}
              {errors.scopes && (
                <p role="alert" className="text-sm text-danger">
                  {invalid(errors.scopes)}
                </p>
              )}
            </fieldset>
          )}
        />
        <Field label={t("lifetime")}>
          <Controller
            control={form.control}
            name="days"
            render={({ field }) => (
              <Select
                value={field.value}
                onValueChange={field.onChange}
                options={DAYS.map((value) => ({
                  value,
                  label: value === "never" ? t("noExpiry") : t("days", { count: Number(value) }),
                }))}
              />
            )}
          />
        </Field>
      </FormDialog>
      <NewToken token={token} onDone={() => setToken(undefined)} />
    </>
  );
}

/** The only time that the token can be read. */
function NewToken({ token, onDone }: { token: string | undefined; onDone: () => void }) {
  const t = useTranslations("admin.tokens");
  const c = useTranslations("common.actions");
  return (
    <Dialog
      open={token !== undefined}
      isBlocking
      size="sm"
      title={t("made")}
      footer={
        <>
          <Button
            onClick={async () => {
              await navigator.clipboard.writeText(token ?? "");
              toast(c("copied"));
            }}
          >
            <Copy aria-hidden />
            {c("copy")}
          </Button>
          <Button variant="primary" onClick={onDone}>
            {t("done")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Notice tone="warn">{t("once")}</Notice>
        <code
          data-testid="new-token"
          className="block rounded-md bg-sunken px-3 py-2 font-mono text-sm break-all select-all"
        >
          {token}
        </code>
      </div>
    </Dialog>
  );
}
