"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { isApiProblem } from "@/components/api-client";
import { ProblemState } from "@/components/problem-state";
import { useShellUser } from "@/components/shell";
import { Notice, Skeleton, SkeletonRows, useFormat } from "@/components/ui";
import { CompleteButton } from "./complete-button";
import { FirstImageClock } from "./first-image-clock";
import { isOver, mine, type Share } from "./share";
import { ShareActions } from "./share-actions";
import { ShareLetter } from "./share-letter";
import { Completeness, PriorityMark } from "./share-marks";
import { ShareRecipients } from "./share-recipients";
import { ShareRefusal } from "./share-refusal";
import { ShareStudies } from "./share-studies";
import { ShareTimeline } from "./share-timeline";
import { spokenName } from "./spoken-name";
import { useShare } from "./use-share";
import { WorkBar } from "./work-bar";

type ShareDetailProps = {
  id: string;
  initial?: Share;
  /** Where the list is, for narrow screens. */
  back?: { href: string; label: string };
};

/** Everything about one share, for its sender and its recipients; it keeps itself up to date. */
export function ShareDetail({ id, initial, back }: ShareDetailProps) {
  const share = useShare(id, initial);
  if (share.isError && isApiProblem(share.error) && [404, 410].includes(share.error.status))
    return <ShareRefusal code={share.error.code} shareId={id} />;
  // A moment without a connection doesn't take away what is on the screen.
  if (share.data) return <Loaded share={share.data} back={back} />;
  if (share.isError) return <ProblemState error={share.error} onRetry={() => share.refetch()} level={1} />;
  return (
    <div className="flex flex-col gap-4 p-4">
      <Skeleton className="h-8 w-1/2" />
      <SkeletonRows rows={8} className="bg-surface" />
    </div>
  );
}

function Loaded({ share, back }: { share: Share; back?: ShareDetailProps["back"] }) {
  const t = useTranslations("shares");
  const format = useFormat();
  const { userId } = useShellUser();
  const isSender = share.role === "sender";
  const names = share.recipients.map(spokenName).join(", ");
  return (
    <article className="@container flex min-h-full flex-col gap-4 pb-6">
      <header className="flex flex-wrap items-start gap-x-4 gap-y-3 px-4 pt-4">
        <div className="min-w-0 flex-1 basis-80">
          {back && (
            <Link
              href={back.href}
              className="mb-1 inline-flex min-h-6 items-center gap-1 text-sm text-accent-text hover:underline xl:hidden"
            >
              <ArrowLeft aria-hidden className="size-4" />
              {back.label}
            </Link>
          )}
          <h1 className="text-xl font-semibold break-words">
            {isSender
              ? t("detail.titleSender", { purpose: t(`purposes.${share.purpose}`), names })
              : t("detail.titleRecipient", {
                  purpose: t(`purposes.${share.purpose}`),
                  name: share.sender.name,
                })}
          </h1>
          <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm text-muted tabular-nums">
            <PriorityMark share={share} />
            <Completeness share={share} />
            <FirstImageClock share={share} />
            <span>
              {isSender && share.sender.userId !== userId
                ? t("detail.sentAtBy", { time: format.dateTime(share.createdAt), name: share.sender.name })
                : t("detail.sentAt", { time: format.dateTime(share.createdAt) })}
            </span>
            {!isOver(share) && <span>{t("detail.expires", { date: format.date(share.expiresAt) })}</span>}
            {!share.canDownload && <span>{t("detail.viewOnly")}</span>}
          </p>
        </div>
        <ShareActions share={share} />
      </header>
      {isOver(share) && (
        <div className="px-4">
          <Notice tone="warn" title={t(`detail.over.${share.state as "REVOKED" | "EXPIRED"}`)}>
            {isSender && t(`detail.overText.${share.state as "REVOKED" | "EXPIRED"}`)}
          </Notice>
        </div>
      )}
      {share.state === "PREPARING" && (
        <div className="px-4">
          <Notice tone="warn" title={t("detail.preparing")}>
            {t("detail.preparingText")}
          </Notice>
        </div>
      )}
      {share.emergencyReason !== "" && (
        <div className="px-4">
          <Notice tone="danger" title={t("emergency.reason", { reason: share.emergencyReason })}>
            {share.emergencyGround && t(`emergency.grounds.${share.emergencyGround}`)}
          </Notice>
        </div>
      )}
      {share.state === "SENT" && !share.isComplete && (
        <div className="px-4">
          <Notice tone="warn" title={t("detail.growing")}>
            <span className="flex flex-wrap items-center gap-3">
              <span className="min-w-0 flex-1 basis-64">
                {t(isSender ? "detail.growingSender" : "detail.growingRecipient")}
              </span>
              {isSender && <CompleteButton share={share} />}
            </span>
          </Notice>
        </div>
      )}
      {mine(share).length > 0 && !isOver(share) && <WorkBar share={share} />}
      <ShareLetter share={share} />
      <ShareStudies share={share} />
      <div className="grid items-start gap-4 px-4 lg:grid-cols-2">
        <ShareRecipients share={share} />
        <ShareTimeline share={share} />
      </div>
    </article>
  );
}
