"use client";

import { MonitorSmartphone } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge, Button, Notice, Panel, useFormat } from "@/components/ui";
import type { ActionResult } from "../action-result";
import { describeUserAgent } from "./describe-user-agent";
import { useAction } from "./use-action";

interface Session {
  sessionId: string;
  method: string;
  createdAt: string;
  lastSeenAt: string;
  remoteAddress: string | null;
  userAgent: string | null;
  isCurrent: boolean;
}

/** Where the account is signed in; each can be ended from here, at once. */
export function SessionsPanel({
  sessions,
  end,
}: {
  sessions: Session[];
  end(sessionId: string): Promise<ActionResult<unknown>>;
}) {
  const t = useTranslations("auth.account");
  const format = useFormat();
  const { run, isBusy, error } = useAction(end);
  return (
    <Panel title={t("sessions")}>
      {error && <Notice tone="danger">{error}</Notice>}
      <ul className="-my-2 divide-y">
        {sessions.map((session) => {
          const device = describeUserAgent(session.userAgent) ?? t("unknownDevice");
          return (
            <li key={session.sessionId} className="flex items-center gap-3 py-2.5 text-sm">
              <MonitorSmartphone aria-hidden className="size-5 shrink-0 text-muted" />
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-2 font-medium">
                  {device}
                  {session.isCurrent && <Badge tone="accent">{t("thisSession")}</Badge>}
                </p>
                <p className="text-muted tabular-nums">
                  {t("sessionDetails", {
                    address: session.remoteAddress ?? "–",
                    since: format.dateTime(session.createdAt),
                    lastSeen: format.dateTime(session.lastSeenAt),
                  })}
                </p>
              </div>
              {!session.isCurrent && (
                <Button
                  size="sm"
                  disabled={isBusy}
                  aria-label={t("endSessionOf", { device })}
                  onClick={() => run(session.sessionId)}
                >
                  {t("endSession")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
