"use client";

import { Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button, Checkbox, Field, Input, Notice, Select, toast } from "@/components/ui";
import type { ActionResult } from "../action-result";
import { useAction } from "./use-action";

type TokenScope = "api" | "dicomweb";
export type CreateToken = (input: {
  name: string;
  scopes: TokenScope[];
  expiresInDays: number;
}) => Promise<ActionResult<{ token: string }>>;

const SCOPES: TokenScope[] = ["api", "dicomweb"];
const DAYS = ["30", "90", "365"];

/** The form, and after it the token itself: the only time that it can be read. */
export function TokenForm({ create, onDone }: { create: CreateToken; onDone(): void }) {
  const t = useTranslations("auth.account");
  const { run, isBusy, error } = useAction(create);
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<TokenScope[]>(SCOPES);
  const [days, setDays] = useState("90");
  const [token, setToken] = useState<string>();

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    setToken((await run({ name, scopes, expiresInDays: Number(days) }))?.value.token);
  }

  if (token) return <NewToken token={token} onDone={onDone} />;
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-4">
      {error && (
        <div role="alert">
          <Notice tone="danger">{error}</Notice>
        </div>
      )}
      <Field label={t("tokenName")} hint={t("tokenNameHint")}>
        <Input required maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <fieldset className="flex flex-col gap-1">
        <legend className="mb-1 text-sm font-medium">{t("tokenScopes")}</legend>
        {SCOPES.map((scope) => (
          <Checkbox
            key={scope}
            label={t(`scope.${scope}`)}
            checked={scopes.includes(scope)}
            onCheckedChange={(isOn) =>
              setScopes(isOn === true ? [...scopes, scope] : scopes.filter((other) => other !== scope))
            }
          />
        ))}
      </fieldset>
      <Field label={t("tokenLifetime")}>
        <Select
          value={days}
          onValueChange={setDays}
          options={DAYS.map((value) => ({ value, label: t("days", { count: Number(value) }) }))}
        />
      </Field>
      <Button type="submit" variant="primary" loading={isBusy} disabled={scopes.length === 0}>
        {t("createToken")}
      </Button>
    </form>
  );
}

function NewToken({ token, onDone }: { token: string; onDone(): void }) {
  const t = useTranslations("auth.account");
  return (
    <div className="flex flex-col gap-4">
      <Notice tone="warn">{t("tokenOnce")}</Notice>
      <code
        data-testid="new-token"
        className="block rounded-md bg-sunken px-3 py-2 font-mono text-sm break-all select-all"
      >
        {token}
      </code>
      <div className="flex justify-end gap-2">
        <Button
          onClick={async () => {
            await navigator.clipboard.writeText(token);
            toast(t("tokenCopied"));
          }}
        >
          <Copy aria-hidden />
          {t("copyToken")}
        </Button>
        <Button variant="primary" onClick={onDone}>
          {t("done")}
        </Button>
      </div>
    </div>
  );
}
