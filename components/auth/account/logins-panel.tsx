"use client";

import { signIn } from "next-auth/react";
import { useTranslations } from "next-intl";
import { Button, Notice, Panel, useFormat } from "@/components/ui";
import type { ActionResult } from "../action-result";
import { useAction } from "./use-action";

/** Logins of the organisation that open this account. */
export function LoginsPanel({
  identities,
  loginName,
  startLinking,
  unlink,
}: {
  identities: { id: string; issuer: string; linkedAt: string }[];
  loginName: string | undefined;
  startLinking(): Promise<void>;
  unlink(identityId: string): Promise<ActionResult<unknown>>;
}) {
  const t = useTranslations("auth.account");
  const format = useFormat();
  const { run, isBusy, error } = useAction(unlink);
  async function link() {
    await startLinking();
    await signIn("oidc", { callbackUrl: "/account" });
  }
  return (
    <Panel
      title={t("logins")}
      actions={
        loginName && (
          <Button size="sm" onClick={link}>
            {t("link", { name: loginName })}
          </Button>
        )
      }
    >
      {error && <Notice tone="danger">{error}</Notice>}
      {identities.length === 0 ? (
        <p className="text-sm text-muted">{t("loginsNone")}</p>
      ) : (
        <ul className="flex flex-col gap-2 text-sm">
          {identities.map(({ id, issuer, linkedAt }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="min-w-0 flex-1 break-all">{issuer}</span>
              <span className="text-muted">{t("linkedAt", { date: format.date(linkedAt) })}</span>
              <Button size="sm" disabled={isBusy} onClick={() => run(id)}>
                {t("unlink")}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
