"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button, Dialog, Field, Input, Notice, Panel, StatusBadge, useFormat } from "@/components/ui";
import type { ActionResult } from "../action-result";
import { RecoveryCodes } from "../recovery-codes";
import { type ConfirmSecondFactor, type Draft, SecondFactorSetup } from "../second-factor-setup";
import { useAction } from "./use-action";

type Renew = (password: string) => Promise<ActionResult<{ recoveryCodes: string[] }>>;

const FEW = 3;

export function SecondFactorPanel({
  since,
  recoveryCodesLeft,
  start,
  confirm,
  renew,
}: {
  since: string | null;
  recoveryCodesLeft: number;
  start(): Promise<ActionResult<Draft>>;
  confirm: ConfirmSecondFactor;
  renew: Renew;
}) {
  const t = useTranslations("auth.account");
  const format = useFormat();
  return (
    <Panel
      title={t("secondFactor")}
      actions={<SetUpDialog isReplacement={since !== null} start={start} confirm={confirm} />}
    >
      {since === null ? (
        <StatusBadge tone="warn">{t("secondFactorNone")}</StatusBadge>
      ) : (
        <div className="flex flex-wrap items-center justify-between gap-3 text-sm">
          <div className="flex flex-col items-start gap-1.5">
            <StatusBadge tone="ok">{t("secondFactorSince", { date: format.date(since) })}</StatusBadge>
            <StatusBadge tone={recoveryCodesLeft <= FEW ? "warn" : "neutral"}>
              {t("recoveryCodesLeft", { count: recoveryCodesLeft })}
            </StatusBadge>
          </div>
          <RenewDialog renew={renew} />
        </div>
      )}
    </Panel>
  );
}

function SetUpDialog({
  isReplacement,
  start,
  confirm,
}: {
  isReplacement: boolean;
  start(): Promise<ActionResult<Draft>>;
  confirm: ConfirmSecondFactor;
}) {
  const t = useTranslations("auth.account");
  const { run, isBusy, error } = useAction(start);
  const [draft, setDraft] = useState<Draft>();
  const label = isReplacement ? t("replaceSecondFactor") : t("setUpSecondFactor");
  return (
    <>
      {error && <span className="text-sm text-danger">{error}</span>}
      <Button size="sm" loading={isBusy} onClick={async () => setDraft((await run())?.value)}>
        {label}
      </Button>
      <Dialog
        open={draft !== undefined}
        onOpenChange={(open) => open || setDraft(undefined)}
        size="sm"
        title={label}
        description={isReplacement ? t("replaceHint") : undefined}
      >
        {draft && (
          <SecondFactorSetup
            draft={draft}
            confirm={confirm}
            needsPassword={isReplacement}
            onDone={() => window.location.reload()}
          />
        )}
      </Dialog>
    </>
  );
}

function RenewDialog({ renew }: { renew: Renew }) {
  const t = useTranslations("auth.account");
  const { run, isBusy, error } = useAction(renew);
  const [isOpen, setIsOpen] = useState(false);
  const [password, setPassword] = useState("");
  const [codes, setCodes] = useState<string[]>();

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    setCodes((await run(password))?.value.recoveryCodes);
  }

  function onOpenChange(open: boolean) {
    setIsOpen(open);
    setPassword("");
    setCodes(undefined);
  }

  return (
    <Dialog
      open={isOpen}
      onOpenChange={onOpenChange}
      size="sm"
      trigger={<Button size="sm">{t("renewRecoveryCodes")}</Button>}
      title={t("renewRecoveryCodes")}
      description={t("renewHint")}
    >
      {codes ? (
        <RecoveryCodes codes={codes} onDone={() => onOpenChange(false)} />
      ) : (
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
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          </Field>
          <Button type="submit" variant="primary" loading={isBusy}>
            {t("renewRecoveryCodes")}
          </Button>
        </form>
      )}
    </Dialog>
  );
}
