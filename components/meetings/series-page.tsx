"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowLeft, CalendarPlus, LogOut, UserMinus } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api-client";
import { ProblemState } from "@/components/problem-state";
import { AddressSearch } from "@/components/shares";
import {
  Badge,
  Button,
  IconButton,
  Input,
  Panel,
  Select,
  SkeletonRows,
  toast,
  useFormat,
} from "@/components/ui";
import type { Participant, Series } from "@/lib/meetings";
import { isFilled, SeriesForm, type SeriesSettings } from "./series-form";
import { useFailure } from "./use-meeting";

const ROLES = ["CHAIR", "COORDINATOR", "MEMBER"] as const;

/** One series: its rule, and who takes part. */
export function SeriesPage({ id, initial }: { id: string; initial?: Series }) {
  const series = useQuery({
    queryKey: ["meetings", "series", id],
    queryFn: ({ signal }) => api<Series>(`/api/v1/meetings/series/${id}`, { signal }),
    initialData: initial,
  });
  if (series.isError && !series.data)
    return <ProblemState error={series.error} onRetry={() => series.refetch()} level={1} />;
  if (!series.data) return <SkeletonRows rows={8} />;
  return <Loaded series={series.data} />;
}

function Loaded({ series }: { series: Series }) {
  const t = useTranslations("meetings");
  const format = useFormat();
  const router = useRouter();
  const queries = useQueryClient();
  const fail = useFailure();
  const path = `/api/v1/meetings/series/${series.id}`;
  const isLead = series.myRole !== "MEMBER";
  const { id: _, organization: __, endedAt: ___, myRole: ____, participants, ...given } = series;
  const [settings, setSettings] = useState<SeriesSettings>(given);
  const [date, setDate] = useState("");
  const take = (next: Series) => {
    queries.setQueryData(["meetings", "series", series.id], next);
    void queries.invalidateQueries({ queryKey: ["meetings", "list"] });
  };
  const save = useMutation({
    mutationFn: () => api<Series>(path, { method: "PUT", body: settings }),
    onSuccess: (next) => {
      take(next);
      toast.success(t("series.saved"));
    },
    onError: fail,
  });
  const invite = useMutation({
    // Roles chosen quickly one after the other arrive in that order.
    scope: { id: `series ${series.id}` },
    mutationFn: (body: { addressId: string; role: string }) =>
      api<Series>(`${path}/participants`, { method: "PUT", body }),
    onSuccess: take,
    onError: fail,
  });
  const remove = useMutation({
    mutationFn: ({ participantId }: Participant) =>
      api<void>(`${path}/participants/${participantId}`, { method: "DELETE" }),
    onSuccess: async (_nothing, participant) => {
      if (participant.isMine && participants.filter(({ isMine }) => isMine).length === 1)
        return router.push("/meetings");
      await queries.invalidateQueries({ queryKey: ["meetings", "series", series.id] });
      toast.success(t("series.left", { name: participant.name }));
    },
    onError: fail,
  });
  const add = useMutation({
    mutationFn: () => api<{ date: string }>(`${path}/meetings`, { body: { date } }),
    onSuccess: (made) => {
      toast.success(t("series.added", { date: format.date(made.date) }));
      setDate("");
      void queries.invalidateQueries({ queryKey: ["meetings", "list"] });
    },
    onError: fail,
  });
  return (
    <div className="mx-auto flex max-w-5xl flex-col gap-4">
      <header>
        <Link
          href="/meetings"
          className="mb-1 inline-flex min-h-6 items-center gap-1 text-sm text-accent-text hover:underline"
        >
          <ArrowLeft aria-hidden className="size-4" />
          {t("back")}
        </Link>
        <h1 className="text-xl font-semibold break-words">{series.title}</h1>
        <p className="text-sm text-muted">{series.organization}</p>
      </header>
      <div className="grid items-start gap-4 *:min-w-0 lg:grid-cols-2">
        <Panel title={t("series.participants")}>
          {isLead && (
            <div className="mb-3">
              <AddressSearch
                label={t("series.invite")}
                isExcluded={({ addressId }) => participants.some((each) => each.addressId === addressId)}
                onChoose={({ addressId }) => invite.mutate({ addressId, role: "MEMBER" })}
              />
            </div>
          )}
          <ul aria-label={t("series.participants")} className="flex flex-col divide-y">
            {participants.map((participant) => (
              <li key={participant.participantId} className="flex flex-wrap items-center gap-2 py-2 text-sm">
                <span className="min-w-0 flex-1 basis-40 max-sm:basis-full">
                  <span className="block font-medium break-words">{participant.name}</span>
                  <span className="block text-muted">
                    {[participant.organization, participant.specialty].filter(Boolean).join(" · ")}
                  </span>
                </span>
                {participant.isGuest && <Badge>{t("series.guest")}</Badge>}
                {isLead && !participant.isGuest ? (
                  <Select
                    className="w-40"
                    aria-label={t("series.role", { name: participant.name })}
                    value={participant.role}
                    onValueChange={(role) => invite.mutate({ addressId: participant.addressId, role })}
                    options={ROLES.map((value) => ({ value, label: t(`roles.${value}`) }))}
                  />
                ) : (
                  <Badge>{t(`roles.${participant.role}`)}</Badge>
                )}
                {participant.isMine ? (
                  <IconButton
                    icon={LogOut}
                    size="sm"
                    label={t("series.leave")}
                    onClick={() => remove.mutate(participant)}
                  />
                ) : (
                  isLead && (
                    <IconButton
                      icon={UserMinus}
                      size="sm"
                      label={t("series.remove", { name: participant.name })}
                      onClick={() => remove.mutate(participant)}
                    />
                  )
                )}
              </li>
            ))}
          </ul>
        </Panel>
        <Panel title={t("series.title")}>
          <SeriesForm settings={settings} onChange={setSettings} disabled={!isLead} />
          {isLead && (
            <div className="mt-4 flex flex-wrap items-end justify-between gap-3">
              <div className="flex items-end gap-2">
                <Input
                  type="date"
                  aria-label={t("series.addDate")}
                  className="w-40"
                  value={date}
                  onChange={(event) => setDate(event.target.value)}
                />
                <Button disabled={date === ""} loading={add.isPending} onClick={() => add.mutate()}>
                  <CalendarPlus aria-hidden />
                  {t("series.addDate")}
                </Button>
              </div>
              <Button
                variant="primary"
                disabled={!isFilled(settings)}
                loading={save.isPending}
                onClick={() => save.mutate()}
              >
                {t("actions.save")}
              </Button>
            </div>
          )}
        </Panel>
      </div>
    </div>
  );
}
