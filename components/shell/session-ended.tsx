"use client";

import { useQueryClient } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import { SESSION_ENDED } from "@/components/api-client";
import { Button, Dialog, toast } from "@/components/ui";

/**
 * Over the page when a call was answered 401: sign in again in another tab, come back, go on. Nothing typed is lost.
 * Should somebody else have signed in there, the page is loaded afresh as theirs.
 */
export function SessionEnded({ userId }: { userId: string }) {
  const t = useTranslations("shell.session");
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [isMissing, setMissing] = useState(false);

  useEffect(() => {
    const open = () => setOpen(true);
    window.addEventListener(SESSION_ENDED, open);
    return () => window.removeEventListener(SESSION_ENDED, open);
  }, []);

  const check = useCallback(async () => {
    const response = await fetch("/api/v1/me", { credentials: "same-origin" }).catch(() => null);
    if (!response?.ok) return setMissing(true);
    const me = (await response.json()) as { userId: string };
    if (me.userId !== userId) return window.location.reload();
    setOpen(false);
    setMissing(false);
    toast.success(t("restored"));
    await queries.invalidateQueries();
  }, [queries, t, userId]);

  useEffect(() => {
    if (!isOpen) return;
    window.addEventListener("focus", check);
    return () => window.removeEventListener("focus", check);
  }, [isOpen, check]);

  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      isBlocking
      size="sm"
      title={t("title")}
      description={t("text")}
      footer={
        <>
          <Button onClick={check}>{t("check")}</Button>
          <Button asChild variant="primary">
            <a href="/sign-in" target="_blank" rel="noreferrer">
              <ExternalLink aria-hidden />
              {t("signIn")}
            </a>
          </Button>
        </>
      }
    >
      {isMissing && <p className="text-sm text-warn">{t("missing")}</p>}
    </Dialog>
  );
}
