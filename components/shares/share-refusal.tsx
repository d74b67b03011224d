"use client";

import { Clock, Link2Off, type LucideIcon, Undo2, UserRoundX } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api-client";
import { Button, EmptyState, StatusBadge, toast } from "@/components/ui";

const ICONS: Record<string, LucideIcon> = {
  share_revoked: Undo2,
  share_expired: Clock,
  wrong_account: UserRoundX,
  not_found: Link2Off,
};

/**
 * A share that can't be opened: what is the matter and what to do, without sender, patient or content
 * (interfaces.md "Who is asking"). `wrong_account` is for who came by a link, and says the same for any link.
 */
export function ShareRefusal({ code, email, shareId }: { code: string; email?: string; shareId?: string }) {
  const t = useTranslations("links");
  const known = code in ICONS ? code : "not_found";
  return (
    <EmptyState
      level={1}
      icon={ICONS[known]}
      title={t(`${known}.title`)}
      action={
        <>
          <Button asChild>
            <Link href="/inbox">{t("inbox")}</Link>
          </Button>
          {shareId && (known === "share_revoked" || known === "share_expired") && <Ask shareId={shareId} />}
        </>
      }
    >
      <p>{t(`${known}.text`)}</p>
      {email && <p className="mt-2">{t("signedInAs", { email })}</p>}
    </EmptyState>
  );
}

/** Asks the sender, who reads it as a reply; the address of the sender stays out of it. */
function Ask({ shareId }: { shareId: string }) {
  const t = useTranslations("links.ask");
  const [state, setState] = useState<"idle" | "busy" | "done">("idle");
  const ask = async () => {
    setState("busy");
    try {
      await api(`/api/v1/shares/${encodeURIComponent(shareId)}/ask`, { method: "POST", body: {} });
      setState("done");
    } catch {
      setState("idle");
      toast.error(t("failed"));
    }
  };
  if (state === "done") return <StatusBadge tone="ok">{t("done")}</StatusBadge>;
  return (
    <Button variant="primary" loading={state === "busy"} onClick={ask}>
      {t("action")}
    </Button>
  );
}
