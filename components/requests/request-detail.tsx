"use client";

import { ArrowLeft, BellRing, CircleSlash, MailQuestion, Undo2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { isApiProblem } from "@/components/api-client";
import { ProblemState } from "@/components/problem-state";
import { ReasonDialog } from "@/components/shares";
import {
  Button,
  DescriptionList,
  EmptyState,
  Notice,
  Panel,
  PatientBanner,
  Skeleton,
  SkeletonRows,
  toast,
  useFormat,
} from "@/components/ui";
import { Matches } from "./matches";
import type { ImageRequestView } from "./request";
import { RequestPriority, RequestStateBadge } from "./request-marks";
import { RequestTimeline } from "./request-timeline";
import { useRequest, useRequestAction } from "./use-requests";

const LONGEST_REASON = 1000;

/** Everything about one request, for who asked and who was asked; it keeps itself up to date. */
export function RequestDetail({ id }: { id: string }) {
  const t = useTranslations("requests");
  const request = useRequest(id);
  if (request.isError && isApiProblem(request.error) && request.error.status === 404)
    return (
      <EmptyState icon={MailQuestion} title={t("notFound")} level={1}>
        {t("notFoundText")}
      </EmptyState>
    );
  if (request.data) return <Loaded request={request.data} />;
  if (request.isError)
    return <ProblemState error={request.error} onRetry={() => request.refetch()} level={1} />;
  return (
    <div className="flex flex-col gap-4 p-4">
      <Skeleton className="h-8 w-1/2" />
      <SkeletonRows rows={8} className="bg-surface" />
    </div>
  );
}

function Loaded({ request }: { request: ImageRequestView }) {
  const t = useTranslations("requests");
  const purposes = useTranslations("shares.purposes");
  const format = useFormat();
  const isHolder = request.role === "holder";
  const isOpen = request.state === "OPEN";
  return (
    <article className="flex min-h-full flex-col gap-4 pb-6">
      <PatientBanner patient={request.patient} className="sticky top-0 z-20" />
      <header className="flex flex-wrap items-start gap-x-4 gap-y-3 px-4">
        <div className="min-w-0 flex-1 basis-80">
          <Link
            href="/requests"
            className="mb-1 inline-flex min-h-6 items-center gap-1 text-sm text-accent-text hover:underline xl:hidden"
          >
            <ArrowLeft aria-hidden className="size-4" />
            {t("title")}
          </Link>
          <h1 className="text-xl font-semibold break-words">
            {isHolder
              ? t("detail.titleHolder", { name: request.requester.name })
              : t("detail.titleRequester", { name: request.holder.organization })}
          </h1>
          <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm text-muted tabular-nums">
            <RequestPriority request={request} />
            <RequestStateBadge request={request} />
            {isOpen && <span>{t("row.neededBy", { time: format.dateTime(request.neededBy) })}</span>}
            {request.leadSeconds !== null && (
              <span>{t("detail.lead", { time: format.duration(request.leadSeconds * 1000) })}</span>
            )}
          </p>
        </div>
        {isOpen && (isHolder ? <Decline request={request} /> : <AskerActions request={request} />)}
      </header>
      {request.ground === "EMERGENCY" && (
        <div className="px-4">
          <Notice tone="danger" title={t("grounds.EMERGENCY")}>
            {t("groundHints.EMERGENCY")}
          </Notice>
        </div>
      )}
      {request.state === "DECLINED" && (
        <div className="px-4">
          <Notice tone="warn" title={t("detail.declined", { name: request.answeredBy })}>
            {request.declineReason}
          </Notice>
        </div>
      )}
      {isHolder && isOpen && <Matches request={request} />}
      {request.state === "ANSWERED" && request.shareId && (
        <div className="px-4">
          <Notice
            tone="ok"
            title={
              request.isAutomatic
                ? t("detail.answeredByRule", { name: request.answeredBy })
                : t("detail.answered", { name: request.answeredBy })
            }
          >
            <Link
              className="text-accent-text underline"
              href={isHolder ? `/sent/${request.shareId}` : `/inbox/${request.shareId}`}
            >
              {t(isHolder ? "detail.toSent" : "detail.toShare")}
            </Link>
          </Notice>
        </div>
      )}
      <div className="grid items-start gap-4 px-4 lg:grid-cols-2">
        <Panel title={t("detail.asked")}>
          <DescriptionList
            items={[
              {
                label: t("form.from"),
                value: `${request.requester.name}, ${request.requester.organization}`,
              },
              { label: t("form.to"), value: `${request.holder.name}, ${request.holder.organization}` },
              { label: t("form.wanted"), value: request.wanted || "–" },
              ...(request.modalities.length > 0
                ? [{ label: t("form.modalities"), value: request.modalities.join(", ") }]
                : []),
              ...(request.dateFrom || request.dateTo
                ? [
                    {
                      label: t("form.period"),
                      value: `${format.date(request.dateFrom) || "…"} – ${format.date(request.dateTo) || "…"}`,
                    },
                  ]
                : []),
              { label: t("form.reason"), value: request.reason },
              { label: t("form.purpose"), value: purposes(request.purpose) },
              { label: t("form.ground"), value: t(`grounds.${request.ground}`) },
              ...(request.meetingCaseId
                ? [
                    {
                      label: t("detail.meeting"),
                      value: t(isHolder ? "detail.meetingHolder" : "detail.meetingAsker"),
                    },
                  ]
                : []),
            ]}
          />
        </Panel>
        <RequestTimeline request={request} />
      </div>
    </article>
  );
}

function Decline({ request }: { request: ImageRequestView }) {
  const t = useTranslations("requests.actions");
  const { mutateAsync } = useRequestAction(request.id);
  return (
    <ReasonDialog
      trigger={
        <Button variant="quiet">
          <CircleSlash aria-hidden />
          {t("decline")}
        </Button>
      }
      title={t("declineTitle")}
      description={t("declineText", { name: request.requester.name })}
      label={t("declineLabel")}
      action={t("decline")}
      maxLength={LONGEST_REASON}
      isDanger
      suggestions={[t("declineReasons.unknown"), t("declineReasons.none"), t("declineReasons.ground")]}
      onSubmit={(reason) => mutateAsync({ action: "decline", body: { reason } })}
    />
  );
}

function AskerActions({ request }: { request: ImageRequestView }) {
  const t = useTranslations("requests.actions");
  const { mutateAsync, isPending } = useRequestAction(request.id);
  const run = (action: "withdraw" | "remind", said: string) =>
    mutateAsync({ action })
      .then(() => toast.success(said))
      .catch(() => {});
  return (
    <div className="flex flex-wrap gap-2">
      <Button variant="quiet" disabled={isPending} onClick={() => run("withdraw", t("withdrawn"))}>
        <Undo2 aria-hidden />
        {t("withdraw")}
      </Button>
      <Button disabled={isPending} onClick={() => run("remind", t("reminded"))}>
        <BellRing aria-hidden />
        {t("remind")}
      </Button>
    </div>
  );
}
