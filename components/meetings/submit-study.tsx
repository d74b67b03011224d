"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, CalendarDays } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api-client";
import { ProblemState } from "@/components/problem-state";
import { Button, EmptyState, PatientBanner, SkeletonRows, toast, useFormat } from "@/components/ui";
import type { Board, MeetingSummary } from "@/lib/meetings";
import type { Chosen } from "./study-choice";
import { SubmitDialog } from "./submit-dialog";

/** From a study's page: choose the meeting, then say the rest. */
export function SubmitStudy({ studyInstanceUid }: { studyInstanceUid: string }) {
  const t = useTranslations("meetings");
  const format = useFormat();
  const router = useRouter();
  const [meetingId, setMeetingId] = useState<string | null>(null);
  const study = useQuery({
    queryKey: ["studies", "one", studyInstanceUid],
    queryFn: ({ signal }) =>
      api<Chosen>(`/api/v1/studies/${encodeURIComponent(studyInstanceUid)}`, { signal }),
  });
  const list = useQuery({
    queryKey: ["meetings", "list", "coming"],
    queryFn: ({ signal }) => api<{ items: MeetingSummary[] }>("/api/v1/meetings?when=coming", { signal }),
  });
  const board = useQuery({
    queryKey: ["meetings", "one", meetingId],
    queryFn: ({ signal }) => api<Board>(`/api/v1/meetings/${meetingId}`, { signal }),
    enabled: meetingId !== null,
  });
  const failed = study.isError ? study : list.isError ? list : null;
  if (failed) return <ProblemState error={failed.error} onRetry={() => failed.refetch()} level={1} />;
  if (!study.data || !list.data) return <SkeletonRows rows={6} />;
  const now = new Date();
  const open = list.data.items.filter(
    ({ myRole, submitBy, state }) =>
      state !== "CLOSED" && state !== "CANCELLED" && (myRole !== "MEMBER" || new Date(submitBy) > now),
  );
  return (
    <div className="absolute inset-0 flex flex-col overflow-y-auto">
      <PatientBanner patient={study.data.patient} />
      <div className="mx-auto flex w-full max-w-3xl flex-col gap-4 p-4">
        <header>
          <Link
            href={`/studies/${encodeURIComponent(studyInstanceUid)}`}
            className="mb-1 inline-flex min-h-6 items-center gap-1 text-sm text-accent-text hover:underline"
          >
            <ArrowLeft aria-hidden className="size-4" />
            {study.data.description}
          </Link>
          <h1 className="text-xl font-semibold">{t("submit.choose")}</h1>
        </header>
        {open.length === 0 ? (
          <EmptyState icon={CalendarDays} title={t("study.none")} />
        ) : (
          <ul className="flex flex-col divide-y rounded-lg border bg-surface">
            {open.map((meeting) => (
              <li key={meeting.id} className="flex flex-wrap items-center gap-3 px-4 py-2.5">
                <span className="w-36 tabular-nums">{format.dateTime(meeting.startsAt)}</span>
                <span className="min-w-0 flex-1 basis-52">
                  <span className="block font-semibold break-words">{meeting.title}</span>
                  <span className="block text-sm text-muted">
                    {t("deadline", { time: format.dateTime(meeting.submitBy) })}
                  </span>
                </span>
                <Button
                  variant="primary"
                  loading={meetingId === meeting.id && board.isFetching}
                  onClick={() => setMeetingId(meeting.id)}
                >
                  {t("submit.send")}
                  <span className="sr-only">: {meeting.title}</span>
                </Button>
              </li>
            ))}
          </ul>
        )}
      </div>
      {meetingId && board.data && board.data.id === meetingId && (
        <SubmitDialog
          board={board.data}
          studies={[study.data]}
          onClose={() => setMeetingId(null)}
          onDone={() => {
            toast.success(t("submit.done"));
            router.push(`/meetings/${meetingId}`);
          }}
        />
      )}
    </div>
  );
}
