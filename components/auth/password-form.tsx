"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button, Field, Input, Notice } from "@/components/ui";
import { SecondFactorFields } from "./second-factor-fields";
import { usePasswordSignIn } from "./use-password-sign-in";

export interface DemoAccount {
  email: string;
  name: string;
  organization: string;
}

/** Password first; where the account has one, the code of its second factor in the same place. */
export function PasswordForm({
  callbackUrl,
  demoAccounts,
  autoFocus,
  isSecondary,
}: {
  callbackUrl: string;
  demoAccounts: DemoAccount[];
  autoFocus: boolean;
  /** Below the organisation's own login, whose button is the primary one. */
  isSecondary: boolean;
}) {
  const t = useTranslations("auth.signIn");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const { step, isBusy, error, retryAfterSeconds, submit, backToPassword } = usePasswordSignIn(callbackUrl);

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    void submit({ email, password, ...(step === "second-factor" ? { code } : {}) });
  }

  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-4">
      {error && (
        <div role="alert">
          <Notice tone={error === "throttled" ? "warn" : "danger"}>
            {t(`error.${error}`, { seconds: retryAfterSeconds ?? 0 })}
          </Notice>
        </div>
      )}
      {step === "password" ? (
        <>
          <Field label={t("email")}>
            <Input
              type="email"
              name="email"
              autoComplete="username"
              autoFocus={autoFocus}
              required
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          </Field>
          <Field label={t("password")}>
            <Input
              type="password"
              name="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          </Field>
        </>
      ) : (
        <SecondFactorFields code={code} onChange={setCode} onBack={backToPassword} />
      )}
      <Button
        type="submit"
        variant={isSecondary && step === "password" ? "secondary" : "primary"}
        size="lg"
        loading={isBusy}
      >
        {t("submit")}
      </Button>
      {step === "password" && demoAccounts.length > 0 && (
        <DemoAccounts
          accounts={demoAccounts}
          onChoose={(account) => {
            setEmail(account.email);
            setPassword(DEMO_PASSWORD);
          }}
        />
      )}
    </form>
  );
}

/** interfaces.md, "Demo installation": no secret, and shown with DEMO=1 only. */
const DEMO_PASSWORD = "beeldbrug";

function DemoAccounts({
  accounts,
  onChoose,
}: {
  accounts: DemoAccount[];
  onChoose(account: DemoAccount): void;
}) {
  const t = useTranslations("auth.signIn");
  return (
    <section aria-label={t("demo")} className="border-t pt-4">
      <h2 className="text-sm font-medium">{t("demo")}</h2>
      <p className="mt-0.5 text-sm text-muted">{t("demoHint")}</p>
      <ul className="mt-2 max-h-56 overflow-y-auto rounded-md border">
        {accounts.map((account) => (
          <li key={account.email} className="border-b last:border-b-0">
            <button
              type="button"
              onClick={() => onChoose(account)}
              className="flex w-full flex-wrap items-baseline gap-x-2 px-3 py-1.5 text-left text-sm hover:bg-sunken"
            >
              <span className="font-medium">{account.email}</span>
              <span className="text-muted">{account.name}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
