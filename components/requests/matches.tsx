"use client";

import { Check, CircleHelp, Send, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemState } from "@/components/problem-state";
import {
  Button,
  Checkbox,
  cn,
  EmptyState,
  ModalityBadge,
  SkeletonRows,
  StatusBadge,
  type Tone,
  useFormat,
} from "@/components/ui";
import type { ImageRequestView, PatientMatch } from "./request";
import { useMatches, useRequestAction } from "./use-requests";

const TONES: Record<PatientMatch["certainty"], Tone> = {
  EXACT: "ok",
  PROBABLE: "accent",
  POSSIBLE: "warn",
  DOUBTFUL: "danger",
};

/** Own patients that the request may be about, with their studies; the surest one is chosen already. */
export function Matches({ request }: { request: ImageRequestView }) {
  const t = useTranslations("requests.matches");
  const matches = useMatches(request.id, true);
  if (matches.isPending) return <SkeletonRows rows={4} className="bg-surface" />;
  if (matches.isError) return <ProblemState error={matches.error} onRetry={() => matches.refetch()} />;
  const { items } = matches.data;
  return (
    <section aria-label={t("title")} className="flex flex-col gap-3 px-4">
      <h2 className="text-sm font-semibold">{t("title")}</h2>
      {items.length === 0 ? (
        <EmptyState
          icon={CircleHelp}
          title={t("none")}
          action={
            <Button asChild>
              <Link href="/studies">{t("search")}</Link>
            </Button>
          }
        >
          {t("noneText")}
        </EmptyState>
      ) : (
        items.map((match, index) => (
          <Match
            key={`${match.patient.patientIdentifier}|${match.patient.issuerOfPatientId}|${match.patient.name}`}
            request={request}
            match={match}
            isOpenFirst={index === 0}
          />
        ))
      )}
    </section>
  );
}

function Match({
  request,
  match,
  isOpenFirst,
}: {
  request: ImageRequestView;
  match: PatientMatch;
  isOpenFirst: boolean;
}) {
  const t = useTranslations("requests.matches");
  const format = useFormat();
  const { mutateAsync, isPending } = useRequestAction(request.id);
  const [chosen, setChosen] = useState(
    () =>
      new Set(
        isOpenFirst
          ? match.studies
              .filter(({ isProposed }) => isProposed)
              .map(({ studyInstanceUid }) => studyInstanceUid)
          : [],
      ),
  );
  const [isConfirmed, setConfirmed] = useState(false);
  const mustConfirm = match.certainty !== "EXACT";
  const toggle = (uid: string) =>
    setChosen((before) => {
      const after = new Set(before);
      if (!after.delete(uid)) after.add(uid);
      return after;
    });
  const send = () =>
    mutateAsync({
      action: "answer",
      body: {
        studies: [...chosen].map((studyInstanceUid) => ({ studyInstanceUid })),
        isPatientConfirmed: mustConfirm && isConfirmed,
      },
    }).catch(() => {});
  const name = format.personName(match.patient.name);
  return (
    <div className={cn("rounded-lg border bg-surface", match.certainty === "DOUBTFUL" && "border-danger")}>
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-b px-4 py-2.5 text-sm tabular-nums">
        <h3 className="font-semibold break-words">{name}</h3>
        <span>{format.date(match.patient.birthDate)}</span>
        <span className="text-muted">{match.patient.patientIdentifier}</span>
        <StatusBadge tone={TONES[match.certainty]}>{t(`certainty.${match.certainty}`)}</StatusBadge>
        <ul className="flex flex-wrap gap-x-3 gap-y-1">
          {match.agreements.map((each) => (
            <li key={each} className="inline-flex items-center gap-1 text-muted">
              <Check aria-hidden className="size-3.5 text-ok" />
              <span className="sr-only">{t("agrees")} </span>
              {t(`traits.${each}`)}
            </li>
          ))}
          {match.differences.map((each) => (
            <li key={each} className="inline-flex items-center gap-1 font-medium text-danger">
              <TriangleAlert aria-hidden className="size-3.5" />
              {t("differs", { trait: t(`traits.${each}`) })}
            </li>
          ))}
        </ul>
      </header>
      <ul aria-label={t("studiesOf", { name })} className="divide-y">
        {match.studies.map((study) => (
          <li key={study.studyInstanceUid} className="px-4 py-2">
            <Checkbox
              checked={chosen.has(study.studyInstanceUid)}
              onCheckedChange={() => toggle(study.studyInstanceUid)}
              label={
                <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                  {study.modalities.map((modality) => (
                    <ModalityBadge key={modality} modality={modality} />
                  ))}
                  <span className="tabular-nums">{format.date(study.studyDate)}</span>
                  <span className="min-w-0 break-words">{study.description || t("noDescription")}</span>
                  {!study.isProposed && <span className="text-muted">{t("notAsked")}</span>}
                </span>
              }
            />
          </li>
        ))}
      </ul>
      <footer className="flex flex-wrap items-center justify-end gap-3 border-t px-4 py-2.5">
        {mustConfirm && chosen.size > 0 && (
          <Checkbox
            className="mr-auto"
            checked={isConfirmed}
            onCheckedChange={(on) => setConfirmed(on === true)}
            label={t("confirm", { name, asked: format.personName(request.patient.name) })}
          />
        )}
        <Button
          variant="primary"
          loading={isPending}
          disabled={chosen.size === 0 || (mustConfirm && !isConfirmed)}
          onClick={send}
        >
          <Send aria-hidden />
          {t("send", { count: chosen.size })}
        </Button>
      </footer>
    </div>
  );
}
