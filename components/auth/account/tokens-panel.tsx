"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Badge, Button, Dialog, Notice, Panel, useFormat } from "@/components/ui";
import type { ActionResult } from "../action-result";
import { type CreateToken, TokenForm } from "./token-form";
import { useAction } from "./use-action";

interface Token {
  tokenId: string;
  name: string;
  scopes: string[];
  createdAt: string;
  expiresAt: string | null;
  isExpired: boolean;
}

/** Bearer tokens for scripts that act as this person. */
export function TokensPanel({
  tokens,
  create,
  revoke,
}: {
  tokens: Token[];
  create: CreateToken;
  revoke(tokenId: string): Promise<ActionResult<unknown>>;
}) {
  const t = useTranslations("auth.account");
  const format = useFormat();
  const { run, isBusy, error } = useAction(revoke);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Panel
      title={t("tokens")}
      actions={
        <Dialog
          open={isOpen}
          onOpenChange={setIsOpen}
          size="sm"
          trigger={<Button size="sm">{t("createToken")}</Button>}
          title={t("createToken")}
          description={t("createTokenHint")}
        >
          <TokenForm create={create} onDone={() => setIsOpen(false)} />
        </Dialog>
      }
    >
      {error && <Notice tone="danger">{error}</Notice>}
      {tokens.length === 0 ? (
        <p className="text-sm text-muted">{t("tokensNone")}</p>
      ) : (
        <ul className="-my-2 divide-y">
          {tokens.map((token) => {
            const name = token.name || t("unnamedToken");
            return (
              <li key={token.tokenId} className="flex items-center gap-3 py-2.5 text-sm">
                <div className="min-w-0 flex-1">
                  <p className="flex flex-wrap items-center gap-2 font-medium">
                    <span className="break-all">{name}</span>
                    {token.scopes.map((scope) => (
                      <Badge key={scope}>{scope}</Badge>
                    ))}
                    {token.isExpired && <Badge tone="warn">{t("tokenExpired")}</Badge>}
                  </p>
                  <p className="text-muted tabular-nums">
                    {t("tokenCreated", { date: format.date(token.createdAt) })}
                    {" · "}
                    {token.expiresAt
                      ? t("tokenExpires", { date: format.date(token.expiresAt) })
                      : t("tokenNoExpiry")}
                  </p>
                </div>
                <Button
                  size="sm"
                  disabled={isBusy}
                  aria-label={t("revokeTokenOf", { name })}
                  onClick={() => run(token.tokenId)}
                >
                  {t("revokeToken")}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
}
