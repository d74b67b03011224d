"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, CalendarPlus, Download, MessageSquareQuote, MonitorPlay, Send } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { api } from "@/components/api-client";
import { ProblemState } from "@/components/problem-state";
import { canSend, canUpload, useShellUser } from "@/components/shell";
import { SendToPacs, StudyTransfers } from "@/components/transfers";
import {
  ActionBar,
  Button,
  DescriptionList,
  Panel,
  PatientBanner,
  Skeleton,
  SkeletonRows,
  StatusBadge,
  useFormat,
} from "@/components/ui";
import { DeleteStudy } from "./delete-study";
import { rememberSelection } from "./send-selection";
import { SeriesStrip } from "./series-strip";
import type { StudyDetails } from "./study";
import { Modalities } from "./study-columns";
import { StudyDocuments } from "./study-documents";
import { StudyShares } from "./study-shares";

/** Everything about one study: whose it is, its series, its documents, where it went. */
export function StudyView({ studyInstanceUid }: { studyInstanceUid: string }) {
  const t = useTranslations("studies");
  const path = `/api/v1/studies/${encodeURIComponent(studyInstanceUid)}`;
  const study = useQuery({
    queryKey: ["studies", "one", studyInstanceUid],
    queryFn: ({ signal }) => api<StudyDetails>(path, { signal }),
  });

  if (study.isPending)
    return (
      <div>
        <Skeleton className="h-13 w-full rounded-none" />
        <SkeletonRows rows={8} className="bg-surface" />
      </div>
    );
  if (study.isError)
    return (
      <ProblemState
        error={study.error}
        onRetry={() => study.refetch()}
        level={1}
        action={
          <Button asChild>
            <Link href="/studies">{t("view.back")}</Link>
          </Button>
        }
      />
    );
  return <Loaded study={study.data} archivePath={`${path}/archive`} />;
}

function Loaded({ study, archivePath }: { study: StudyDetails; archivePath: string }) {
  const t = useTranslations("studies");
  const format = useFormat();
  const router = useRouter();
  const user = useShellUser();
  const mayDelete = user.roles.includes("ADMINISTRATOR");
  const originOf = ({ origin, importedFrom }: StudyDetails) =>
    importedFrom ? t("importedFrom", { organization: importedFrom }) : t(`origins.${origin}`);
  const title = study.description || t("view.noDescription");

  const send = () => {
    rememberSelection([study.studyInstanceUid]);
    router.push("/send");
  };
  return (
    <article className="@container min-h-full">
      <PatientBanner patient={study.patient} className="sticky top-0 z-20" />
      <div className="flex flex-col gap-4 p-4">
        <header className="flex flex-wrap items-start gap-x-4 gap-y-3">
          <div className="min-w-0 flex-1 basis-72">
            <Link
              href="/studies"
              className="mb-1 inline-flex min-h-6 items-center gap-1 text-sm text-accent-text hover:underline"
            >
              <ArrowLeft aria-hidden className="size-4" />
              {t("view.back")}
            </Link>
            <h1 className="text-xl font-semibold break-words">{title}</h1>
            <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted tabular-nums">
              <Modalities study={study} />
              <span>
                {[format.date(study.studyDate), format.time(study.studyTime)].filter(Boolean).join(" ")}
              </span>
              <span>{t("view.instances", { count: study.instanceCount })}</span>
              <span>{format.bytes(study.sizeBytes)}</span>
              {study.isComplete ? (
                <StatusBadge tone="ok">{t("complete")}</StatusBadge>
              ) : (
                <StatusBadge tone="warn">{t("incomplete")}</StatusBadge>
              )}
            </p>
          </div>
          <ActionBar>
            {mayDelete && <DeleteStudy study={study} />}
            <Button asChild>
              <a href={archivePath} download>
                <Download aria-hidden />
                {t("view.download")}
              </a>
            </Button>
            {canUpload(user.roles) && <SendToPacs study={study} />}
            {canSend(user.roles) && (
              <Button asChild>
                <Link href={`/requests/new?study=${encodeURIComponent(study.studyInstanceUid)}`}>
                  <MessageSquareQuote aria-hidden />
                  {t("view.request")}
                </Link>
              </Button>
            )}
            {user.hasMeetings && (
              <Button asChild>
                <Link href={`/meetings/submit?study=${encodeURIComponent(study.studyInstanceUid)}`}>
                  <CalendarPlus aria-hidden />
                  {t("view.meeting")}
                </Link>
              </Button>
            )}
            {canSend(user.roles) && (
              <Button onClick={send}>
                <Send aria-hidden />
                {t("view.send")}
              </Button>
            )}
            <Button asChild variant="primary">
              <Link href={`/viewer?studyUID=${encodeURIComponent(study.studyInstanceUid)}`}>
                <MonitorPlay aria-hidden />
                {t("view.open")}
              </Link>
            </Button>
          </ActionBar>
        </header>
        <SeriesStrip study={study} />
        <div className="grid gap-4 lg:grid-cols-2">
          <StudyDocuments study={study} />
          <StudyShares shares={study.shares} />
        </div>
        <StudyTransfers studyInstanceUid={study.studyInstanceUid} />
        <Panel title={t("view.details")}>
          <DescriptionList
            items={[
              { label: t("columns.accessionNumber"), value: study.accessionNumber || "–" },
              { label: t("columns.origin"), value: originOf(study) },
              {
                label: t("view.uid"),
                value: <code className="text-xs break-all">{study.studyInstanceUid}</code>,
              },
            ]}
          />
        </Panel>
      </div>
    </article>
  );
}
