"use client";

import type { LucideIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, Dialog, Field, Input, useFormat } from "@/components/ui";
import { endOfDay, inDays, toDateInput } from "./expiry";
import type { Share } from "./share";
import { useShareAction } from "./use-share";

const USUAL_DAYS = [7, 30, 90] as const;

/** Another last day for a share: one click for the usual ones, or a date. */
export function ExtendDialog({ share, icon: Icon }: { share: Share; icon: LucideIcon }) {
  const t = useTranslations("shares.extend");
  const c = useTranslations("common.actions");
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const [date, setDate] = useState("");
  const { mutateAsync, isPending } = useShareAction(share.id);
  // Longer than it is now; what is over begins again today.
  const from = new Date(Math.max(Date.now(), new Date(share.expiresAt).getTime()));
  const save = () =>
    mutateAsync({ action: "extend", body: { expiresAt: endOfDay(date) } })
      .then(() => setOpen(false))
      .catch(() => {});
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => {
        setOpen(open);
        if (open) setDate(inDays(USUAL_DAYS[0], from));
      }}
      trigger={
        <Button>
          <Icon aria-hidden />
          {t("action")}
        </Button>
      }
      title={t("title")}
      description={t("text", { date: format.date(share.expiresAt) })}
      size="sm"
      footer={
        <>
          <Button onClick={() => setOpen(false)}>{c("cancel")}</Button>
          <Button variant="primary" loading={isPending} disabled={date === ""} onClick={save}>
            {t("action")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <div className="flex flex-wrap gap-2">
          {USUAL_DAYS.map((days) => (
            <Button key={days} size="sm" onClick={() => setDate(inDays(days, from))}>
              {t("days", { count: days })}
            </Button>
          ))}
        </div>
        <Field label={t("label")}>
          <Input
            type="date"
            min={toDateInput(new Date())}
            value={date}
            onChange={(event) => setDate(event.target.value)}
          />
        </Field>
      </div>
    </Dialog>
  );
}
