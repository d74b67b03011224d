"use client";

import { useQuery } from "@tanstack/react-query";
import { CalendarDays, Plus, Sparkles } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api-client";
import { ProblemState } from "@/components/problem-state";
import { useShellUser } from "@/components/shell";
import {
  Badge,
  Button,
  Chip,
  EmptyState,
  PageHeader,
  SkeletonRows,
  StatusBadge,
  useFormat,
} from "@/components/ui";
import type { MeetingSummary } from "@/lib/meetings";
import { SeriesDialog } from "./series-dialog";

type When = "coming" | "past";

/** The meetings that the person takes part in, by day. */
export function MeetingsList() {
  const t = useTranslations("meetings");
  const user = useShellUser();
  const [when, setWhen] = useState<When>("coming");
  const [isNew, setNew] = useState(false);
  const list = useQuery({
    queryKey: ["meetings", "list", when],
    queryFn: ({ signal }) => api<{ items: MeetingSummary[] }>(`/api/v1/meetings?when=${when}`, { signal }),
    refetchInterval: 30_000,
  });
  return (
    <div className="mx-auto flex max-w-5xl flex-col gap-4">
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          user.roles.includes("MDO_COORDINATOR") && (
            <Button variant="primary" onClick={() => setNew(true)}>
              <Plus aria-hidden />
              {t("new")}
            </Button>
          )
        }
      />
      <div className="flex gap-2">
        {(["coming", "past"] as const).map((each) => (
          <Chip key={each} pressed={when === each} onClick={() => setWhen(each)}>
            {t(each)}
          </Chip>
        ))}
      </div>
      {list.isPending ? (
        <SkeletonRows rows={6} className="rounded-lg border bg-surface" />
      ) : list.isError ? (
        <ProblemState error={list.error} onRetry={() => list.refetch()} />
      ) : list.data.items.length === 0 ? (
        <EmptyState icon={CalendarDays} title={t(when === "past" ? "emptyPast" : "empty")}>
          {when === "coming" && t("emptyText")}
        </EmptyState>
      ) : (
        <ul aria-label={t(when)} className="flex flex-col divide-y rounded-lg border bg-surface">
          {list.data.items.map((meeting) => (
            <MeetingRow key={meeting.id} meeting={meeting} />
          ))}
        </ul>
      )}
      {isNew && <SeriesDialog onClose={() => setNew(false)} />}
    </div>
  );
}

function MeetingRow({ meeting }: { meeting: MeetingSummary }) {
  const t = useTranslations("meetings");
  const format = useFormat();
  return (
    <li>
      <Link
        href={`/meetings/${meeting.id}`}
        className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 hover:bg-sunken"
      >
        <span className="w-40 shrink-0 font-medium whitespace-nowrap tabular-nums">
          {format.dateTime(meeting.startsAt)}
        </span>
        <span className="min-w-0 flex-1 basis-56">
          <span className="block font-semibold break-words">{meeting.title}</span>
          <span className="block text-sm text-muted">
            {[meeting.organization, meeting.department, meeting.region, meeting.location]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </span>
        <span className="flex flex-wrap items-center gap-2 text-sm tabular-nums">
          <span>{t("cases", { count: meeting.cases })}</span>
          {meeting.cases > 0 && meeting.isOpen && meeting.incomplete === 0 && (
            <StatusBadge tone="ok">{t("complete")}</StatusBadge>
          )}
          {meeting.isOpen && meeting.incomplete > 0 && (
            <StatusBadge tone="warn">{t("incomplete", { count: meeting.incomplete })}</StatusBadge>
          )}
          {meeting.news > 0 && (
            <Badge tone="accent">
              <Sparkles aria-hidden />
              {t("news", { count: meeting.news })}
            </Badge>
          )}
          {meeting.state !== "PLANNED" && <Badge>{t(`states.${meeting.state}`)}</Badge>}
          {meeting.myRole !== "MEMBER" && <Badge>{t(`roles.${meeting.myRole}`)}</Badge>}
        </span>
      </Link>
    </li>
  );
}
