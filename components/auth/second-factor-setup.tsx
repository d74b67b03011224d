"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button, Field, Input, Notice } from "@/components/ui";
import type { ActionResult } from "./action-result";
import { RecoveryCodes } from "./recovery-codes";

export interface Draft {
  draft: string;
  secret: string;
  uri: string;
  qr: { size: number; path: string };
}

export type ConfirmSecondFactor = (input: {
  draft: string;
  code: string;
  password?: string;
}) => Promise<ActionResult<{ recoveryCodes: string[] }>>;

/** Scan, prove by a code, keep the recovery codes: in this order, on one page. */
export function SecondFactorSetup({
  draft,
  confirm,
  needsPassword,
  onDone,
}: {
  draft: Draft;
  confirm: ConfirmSecondFactor;
  /** To replace a second factor, not to set up the first. */
  needsPassword: boolean;
  onDone(): void;
}) {
  const t = useTranslations("auth.setUp");
  const errors = useTranslations("auth.error");
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");
  const [error, setError] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const [recoveryCodes, setRecoveryCodes] = useState<string[]>();

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    setIsBusy(true);
    const result = await confirm({ draft: draft.draft, code, ...(needsPassword ? { password } : {}) });
    setIsBusy(false);
    if (result.ok) setRecoveryCodes(result.value.recoveryCodes);
    else setError(result.code);
  }

  if (recoveryCodes) return <RecoveryCodes codes={recoveryCodes} onDone={onDone} />;
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-4">
      <ol className="flex list-decimal flex-col gap-2 pl-5 text-sm">
        <li>{t("stepApp")}</li>
        <li>{t("stepScan")}</li>
        <li>{t("stepCode")}</li>
      </ol>
      <QrCode qr={draft.qr} label={t("qr")} />
      <details className="text-sm">
        <summary className="text-accent-text">{t("cannotScan")}</summary>
        <p className="mt-2 text-muted">{t("typeKey")}</p>
        <code className="mt-1 block rounded-md bg-sunken px-3 py-2 font-mono text-sm break-all select-all">
          {draft.secret}
        </code>
      </details>
      {error && (
        <div role="alert">
          <Notice tone="danger">{errors.has(error) ? errors(error) : errors("unknown")}</Notice>
        </div>
      )}
      {needsPassword && (
        <Field label={t("password")}>
          <Input
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
      )}
      <Field label={t("code")}>
        <Input
          name="code"
          autoComplete="one-time-code"
          inputMode="numeric"
          maxLength={7}
          className="tabular-nums tracking-widest"
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      </Field>
      <Button type="submit" variant="primary" size="lg" loading={isBusy} disabled={code.trim().length < 6}>
        {t("confirm")}
      </Button>
    </form>
  );
}

/** Black on white in either theme: cameras want the contrast and the quiet edge. */
function QrCode({ qr, label }: { qr: Draft["qr"]; label: string }) {
  const edge = 4;
  const size = qr.size + 2 * edge;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`${-edge} ${-edge} ${size} ${size}`}
      className="mx-auto size-48 rounded-md"
      shapeRendering="crispEdges"
    >
      <rect x={-edge} y={-edge} width={size} height={size} fill="#fff" />
      <path d={qr.path} fill="#000" />
    </svg>
  );
}
