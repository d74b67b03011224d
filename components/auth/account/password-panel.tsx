"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button, Dialog, Field, Input, Notice, Panel, toast } from "@/components/ui";
import type { ActionResult } from "../action-result";
import { useAction } from "./use-action";

type ChangePassword = (input: { current: string; wanted: string }) => Promise<ActionResult<unknown>>;

export function PasswordPanel({ changePassword }: { changePassword: ChangePassword }) {
  const t = useTranslations("auth.account");
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Panel
      title={t("password")}
      actions={
        <Dialog
          open={isOpen}
          onOpenChange={setIsOpen}
          size="sm"
          trigger={<Button size="sm">{t("changePassword")}</Button>}
          title={t("changePassword")}
          description={t("changePasswordHint")}
        >
          <PasswordForm changePassword={changePassword} onDone={() => setIsOpen(false)} />
        </Dialog>
      }
    >
      <p className="text-sm text-muted">{t("passwordHint")}</p>
    </Panel>
  );
}

function PasswordForm({ changePassword, onDone }: { changePassword: ChangePassword; onDone(): void }) {
  const t = useTranslations("auth.account");
  const { run, isBusy, error } = useAction(changePassword);
  const [current, setCurrent] = useState("");
  const [wanted, setWanted] = useState("");

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (!(await run({ current, wanted }))) return;
    toast(t("passwordChanged"));
    onDone();
  }

  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-4">
      {error && (
        <div role="alert">
          <Notice tone="danger">{error}</Notice>
        </div>
      )}
      <Field label={t("currentPassword")}>
        <Input
          type="password"
          autoComplete="current-password"
          required
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
      </Field>
      <Field label={t("newPassword")} hint={t("newPasswordHint")}>
        <Input
          type="password"
          autoComplete="new-password"
          required
          minLength={8}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
      </Field>
      <Button type="submit" variant="primary" loading={isBusy}>
        {t("changePassword")}
      </Button>
    </form>
  );
}
