"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api, isApiProblem } from "@/components/api-client";
import { Button, Checkbox, Dialog, Notice, toast, useFormat } from "@/components/ui";
import type { StudyDetails } from "./study";

/** Deleting asks twice: what it removes is named, and a box must be ticked. */
export function DeleteStudy({ study }: { study: StudyDetails }) {
  const t = useTranslations("studies.delete");
  const c = useTranslations("common.actions");
  const format = useFormat();
  const router = useRouter();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [isSure, setSure] = useState(false);

  const removal = useMutation({
    mutationFn: () =>
      api<void>(`/api/v1/studies/${encodeURIComponent(study.studyInstanceUid)}`, { method: "DELETE" }),
    onSuccess: async () => {
      setOpen(false);
      router.push("/studies");
      queries.removeQueries({ queryKey: ["studies", "one", study.studyInstanceUid] });
      await queries.invalidateQueries({ queryKey: ["studies", "search"] });
      toast.success(t("done"));
    },
  });
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => {
        setOpen(open);
        setSure(false);
        removal.reset();
      }}
      trigger={
        <Button variant="quiet" className="text-danger">
          <Trash2 aria-hidden />
          {c("delete")}
        </Button>
      }
      title={t("title")}
      description={t("text", {
        patient: format.personName(study.patient.name),
        date: format.date(study.studyDate) || "–",
        count: study.instanceCount,
      })}
      size="sm"
      footer={
        <>
          <Button onClick={() => setOpen(false)}>{c("cancel")}</Button>
          <Button
            variant="danger"
            disabled={!isSure}
            loading={removal.isPending}
            onClick={() => removal.mutate()}
          >
            {c("delete")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {study.shares.length > 0 && (
          <Notice tone="warn" title={t("shared", { count: study.shares.length })} />
        )}
        <Checkbox
          label={t("sure")}
          checked={isSure}
          onCheckedChange={(checked) => setSure(checked === true)}
        />
        {removal.isError && (
          <Notice tone="danger" title={t("failed")}>
            {isApiProblem(removal.error) && removal.error.reference}
          </Notice>
        )}
      </div>
    </Dialog>
  );
}
