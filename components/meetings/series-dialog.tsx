"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api-client";
import { Button, Dialog } from "@/components/ui";
import type { Series } from "@/lib/meetings";
import { EMPTY, isFilled, SeriesForm } from "./series-form";
import { useFailure } from "./use-meeting";

/** A new series; inviting people comes right after, on its own page. */
export function SeriesDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("meetings");
  const router = useRouter();
  const queries = useQueryClient();
  const fail = useFailure();
  const [settings, setSettings] = useState(EMPTY);
  const create = useMutation({
    mutationFn: () => api<Series>("/api/v1/meetings/series", { body: settings }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ["meetings", "list"] });
      router.push(`/meetings/series/${id}`);
    },
    onError: fail,
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("series.new")}
      footer={
        <>
          <Button onClick={onClose}>{t("actions.dismiss")}</Button>
          <Button
            variant="primary"
            disabled={!isFilled(settings)}
            loading={create.isPending}
            onClick={() => create.mutate()}
          >
            {t("series.create")}
          </Button>
        </>
      }
    >
      <SeriesForm settings={settings} onChange={setSettings} />
    </Dialog>
  );
}
