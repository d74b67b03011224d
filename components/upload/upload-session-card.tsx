"use client";

import { CircleAlert, CircleCheck, Pause, Play, RotateCw, Send, WifiOff, X } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, useSyncExternalStore } from "react";
import { isApiProblem } from "@/components/api-client";
import { canSend, useShellUser } from "@/components/shell";
import { rememberSelection } from "@/components/studies/send-selection";
import {
  Button,
  Dialog,
  IconButton,
  ModalityBadge,
  ProgressBar,
  StatusBadge,
  useFormat,
} from "@/components/ui";
import { ChoiceDialog } from "./choice-dialog";
import { ReportDialog } from "./report-dialog";
import type { SessionState, StudyProgress } from "./session-state";
import type { UploadSession } from "./upload-session";

export function UploadSessionCard({ session, onDismiss }: { session: UploadSession; onDismiss: () => void }) {
  const t = useTranslations("upload.dock");
  const state = useSyncExternalStore(session.subscribe, session.getState, session.getState);
  const [isReportOpen, setReportOpen] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const isSending = state.phase === "sending" || state.phase === "finishing";

  return (
    <section aria-label={t("label")} className="px-4 py-3 text-sm">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Headline state={state} />
        <div className="ml-auto flex flex-wrap items-center justify-end gap-1">
          {state.notTaken.length > 0 && state.phase !== "choosing" && (
            <Button size="sm" onClick={() => setReportOpen(true)}>
              {t("notTaken", { count: state.notTaken.length })}
            </Button>
          )}
          {state.phase === "failed" && session.canResume && (
            <Button size="sm" variant="primary" onClick={() => session.resume()}>
              <RotateCw aria-hidden />
              {t("retry")}
            </Button>
          )}
          {state.phase === "done" && <SendUploaded state={state} />}
          {state.phase === "sending" && (
            <IconButton
              size="sm"
              icon={state.isPaused ? Play : Pause}
              label={state.isPaused ? t("resume") : t("pause")}
              onClick={() => (state.isPaused ? session.resume() : session.pause())}
            />
          )}
          {session.isActive ? (
            <IconButton size="sm" icon={X} label={t("cancel")} onClick={() => setAsking(true)} />
          ) : (
            <IconButton size="sm" icon={X} label={t("dismiss")} onClick={onDismiss} />
          )}
        </div>
      </div>
      {(isSending || state.phase === "failed") && state.bytes > 0 && <Total state={state} />}
      {state.studies.length > 0 && (
        <ul className="mt-2 flex flex-col gap-2">
          {state.studies.map((study) => (
            <StudyRow key={study.studyInstanceUid} study={study} />
          ))}
        </ul>
      )}
      {state.phase === "choosing" && state.disc && <ChoiceDialog session={session} disc={state.disc} />}
      <ReportDialog files={state.notTaken} open={isReportOpen} onOpenChange={setReportOpen} />
      <Dialog
        open={isAsking && session.isActive}
        onOpenChange={setAsking}
        size="sm"
        title={t("cancelTitle")}
        description={t("cancelText")}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>{t("goOn")}</Button>
            <Button
              variant="danger"
              onClick={() => {
                setAsking(false);
                void session.cancel();
              }}
            >
              {t("cancel")}
            </Button>
          </>
        }
      />
    </section>
  );
}

/** The bytes are away; the server is still at work on the last of them. */
function isAllSent({ phase, bytes, sentBytes }: SessionState) {
  return phase === "finishing" || (bytes > 0 && sentBytes >= bytes);
}

function Headline({ state }: { state: SessionState }) {
  const t = useTranslations("upload.dock");
  const format = useFormat();
  const outcomes = state.status?.outcomes;
  switch (state.phase) {
    case "scanning":
      return (
        <div role="status" className="flex min-w-56 flex-col gap-1">
          <span>{t("scanning", { files: state.scanned, studies: state.foundStudies })}</span>
          <ProgressBar label={t("scanningLabel")} className="max-w-56" />
        </div>
      );
    case "choosing":
      return <p>{t("choosing")}</p>;
    case "sending":
    case "finishing":
      return (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 tabular-nums">
          <strong className="font-semibold">
            {isAllSent(state) ? t("finishing") : state.isPaused ? t("paused") : t("sending")}
          </strong>
          {state.isConnectionLost && !state.isPaused && (
            <StatusBadge tone="warn" icon={WifiOff}>
              {t("connectionLost")}
            </StatusBadge>
          )}
          <span>{t("of", { done: format.bytes(state.sentBytes), total: format.bytes(state.bytes) })}</span>
          {state.speed !== null && !state.isConnectionLost && !isAllSent(state) && (
            <span className="text-muted">{t("speed", { speed: format.bytes(state.speed) })}</span>
          )}
          {state.timeLeft !== null && !state.isConnectionLost && !isAllSent(state) && (
            <span className="text-muted">{t("timeLeft", { time: format.duration(state.timeLeft) })}</span>
          )}
          {state.resumedFiles > 0 && (
            <span className="text-muted">{t("resumed", { count: state.resumedFiles })}</span>
          )}
        </p>
      );
    case "done":
      return outcomes ? (
        <p role="status" className="flex flex-wrap items-center gap-2 tabular-nums">
          <CircleCheck aria-hidden className="size-4 text-ok" />
          <strong className="font-semibold">{t("done")}</strong>
          <span>{t("stored", { count: outcomes.stored })}</span>
          {outcomes.duplicates > 0 && (
            <span className="text-muted">{t("duplicates", { count: outcomes.duplicates })}</span>
          )}
          {outcomes.documents > 0 && (
            <span className="text-muted">{t("documents", { count: outcomes.documents })}</span>
          )}
          {outcomes.setAside > 0 && (
            <StatusBadge tone="warn">{t("setAside", { count: outcomes.setAside })}</StatusBadge>
          )}
        </p>
      ) : (
        <p role="status" className="flex items-center gap-2">
          <CircleAlert aria-hidden className="size-4 text-warn" />
          {t("nothing")}
        </p>
      );
    case "cancelled":
      return <p role="status">{t("cancelled")}</p>;
    case "failed":
      return (
        <div role="alert">
          <p className="flex items-center gap-2 font-semibold text-danger">
            <CircleAlert aria-hidden className="size-4" />
            {t("failed")}
          </p>
          <p>
            {t("failedText")}{" "}
            {isApiProblem(state.error) && state.error.reference && <code>{state.error.reference}</code>}
          </p>
        </div>
      );
  }
}

/** The next step after an upload is mostly to send it on; never two patients in one go. */
function SendUploaded({ state }: { state: SessionState }) {
  const t = useTranslations("upload.dock");
  const router = useRouter();
  const user = useShellUser();
  // A study of which every file was refused isn't there to be sent.
  const arrived = state.studies.filter(
    ({ storedInstances, sentFiles }) => (storedInstances ?? sentFiles) > 0,
  );
  const patients = new Set(arrived.map((study) => study.patientKey));
  if (!canSend(user.roles) || arrived.length === 0 || patients.size !== 1) return null;
  const send = () => {
    rememberSelection(arrived.map((study) => study.studyInstanceUid));
    router.push("/send");
  };
  return (
    <Button size="sm" variant="primary" onClick={send}>
      <Send aria-hidden />
      {t("send", { count: arrived.length })}
    </Button>
  );
}

function Total({ state }: { state: SessionState }) {
  const t = useTranslations("upload.dock");
  return (
    <ProgressBar
      label={t("total")}
      value={state.sentBytes}
      max={state.bytes}
      tone={
        state.isConnectionLost || state.isPaused ? "warn" : state.phase === "failed" ? "danger" : "accent"
      }
      className="mt-2"
    />
  );
}

function StudyRow({ study }: { study: StudyProgress }) {
  const t = useTranslations("upload.dock");
  const p = useTranslations("common.patient");
  const format = useFormat();
  const stored = study.storedInstances;
  const isStored = stored !== null && stored >= study.files && study.sentBytes >= study.bytes;
  const name = format.personName(study.patientName) || p("noName");
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 tabular-nums md:grid-cols-[minmax(0,2fr)_minmax(8rem,1fr)_14rem]">
      <span className="flex min-w-0 items-center gap-2">
        <Link href={`/studies/${study.studyInstanceUid}`} className="truncate font-medium hover:underline">
          {name}
        </Link>
        <span className="truncate text-muted">{study.description}</span>
        {study.modalities.slice(0, 3).map((modality) => (
          <ModalityBadge key={modality} modality={modality} />
        ))}
      </span>
      <ProgressBar
        label={t("studyProgress", { patient: name, study: study.description })}
        value={study.sentBytes}
        max={study.bytes}
        tone={isStored ? "ok" : "accent"}
        className="max-md:order-last max-md:col-span-2"
      />
      <span className="text-right text-muted">
        {t("instances", { done: stored ?? study.sentFiles, total: study.files })}
        {" · "}
        {format.bytes(study.sentBytes)}
      </span>
    </li>
  );
}
