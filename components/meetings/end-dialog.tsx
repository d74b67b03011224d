"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api-client";
import { Button, Dialog, Field, Input } from "@/components/ui";
import type { Board, Series } from "@/lib/meetings";
import { useMeetingAction } from "./use-meeting";

type Props = { board: Board; onClose: () => void };

/** Closing or calling off: says first what happens to the access. */
export function EndDialog({ board, kind, onClose }: Props & { kind: "close" | "cancel" }) {
  const t = useTranslations("meetings");
  const act = useMeetingAction(board.id);
  const series = useQuery({
    queryKey: ["meetings", "series", board.seriesId],
    queryFn: ({ signal }) => api<Series>(`/api/v1/meetings/series/${board.seriesId}`, { signal }),
  });
  const days = series.data?.accessDays ?? 0;
  const text =
    kind === "cancel" ? t("end.cancelText") : days > 0 ? t("end.closeDays", { days }) : t("end.closeNow");
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(kind === "cancel" ? "end.cancelTitle" : "end.closeTitle")}
      description={series.isPending ? undefined : text}
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>{t("actions.dismiss")}</Button>
          <Button
            variant={kind === "cancel" ? "danger" : "primary"}
            loading={act.isPending}
            onClick={() => act.mutate({ action: kind }, { onSettled: onClose })}
          >
            {t(kind === "cancel" ? "actions.cancel" : "actions.close")}
          </Button>
        </>
      }
    />
  );
}

export function MoveDialog({ board, onClose }: Props) {
  const t = useTranslations("meetings");
  const act = useMeetingAction(board.id);
  const local = new Date(board.startsAt).toLocaleString("sv-SE", { timeZone: "Europe/Amsterdam" });
  const [date, setDate] = useState(local.slice(0, 10));
  const [time, setTime] = useState(local.slice(11, 16));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("end.moveTitle")}
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>{t("actions.dismiss")}</Button>
          <Button
            variant="primary"
            loading={act.isPending}
            disabled={date === "" || time === ""}
            onClick={() =>
              act.mutate({ action: "move", body: { date, startTime: time } }, { onSuccess: onClose })
            }
          >
            {t("actions.move")}
          </Button>
        </>
      }
    >
      <div className="flex gap-3">
        <Field label={t("end.date")} className="flex-1">
          <Input type="date" value={date} onChange={(event) => setDate(event.target.value)} />
        </Field>
        <Field label={t("end.time")} className="w-32">
          <Input type="time" value={time} onChange={(event) => setTime(event.target.value)} />
        </Field>
      </div>
    </Dialog>
  );
}
