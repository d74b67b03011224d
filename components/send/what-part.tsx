"use client";

import { ChevronDown, FileText, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { byPatient, type StudySummary } from "@/components/shares";
import {
  Button,
  Checkbox,
  IconButton,
  ModalityBadge,
  Notice,
  PatientBanner,
  Skeleton,
  useFormat,
} from "@/components/ui";
import { Findings } from "./findings";
import { StudyPicker } from "./study-picker";
import type { SendForm } from "./use-send-form";

/** The chosen studies under whose they are, what the checks say of each, and a way to add more. */
export function WhatPart({ form }: { form: SendForm }) {
  const t = useTranslations("shares.send");
  const [isPicking, setPicking] = useState(false);
  const isEmpty = form.isReady && form.chosen.length === 0;
  // Once open it stays: the second study is picked where the first one was.
  useEffect(() => {
    if (isEmpty) setPicking(true);
  }, [isEmpty]);
  const general = form.findings.filter(
    ({ studyInstanceUid, addressId, code }) => !studyInstanceUid && !addressId && code !== "unknown_address",
  );
  return (
    <div className="flex flex-col gap-3">
      {isPicking && <StudyPicker form={form} />}
      <Findings findings={general} form={form} />
      {form.check.isError && form.chosen.length > 0 && (
        <Notice tone="danger">
          <p>{t(form.priority === "EMERGENCY" ? "checkFailedEmergency" : "checkFailed")}</p>
          <Button size="sm" className="mt-1.5" onClick={() => form.check.refetch()}>
            {t("checkAgain")}
          </Button>
        </Notice>
      )}
      {form.chosen.length > form.studies.length && !form.check.isError && <Skeleton className="h-24" />}
      {byPatient(form.studies).map(({ patient, studies }) => (
        <section
          key={`${patient.patientIdentifier}|${patient.name}`}
          className="overflow-hidden rounded-lg border"
        >
          <PatientBanner patient={patient} />
          <ul className="flex flex-col divide-y bg-surface">
            {studies.map((study) => (
              <ChosenStudy key={study.studyInstanceUid} form={form} study={study} />
            ))}
          </ul>
        </section>
      ))}
      {!isPicking && form.isReady && (
        <Button size="sm" className="self-start" onClick={() => setPicking(true)}>
          {t("pick.more")}
        </Button>
      )}
    </div>
  );
}

function ChosenStudy({ form, study }: { form: SendForm; study: StudySummary }) {
  const t = useTranslations("shares.send");
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const { studyInstanceUid } = study;
  const chosen = form.chosen.find((each) => each.studyInstanceUid === studyInstanceUid)?.seriesInstanceUids;
  const isOn = (uid: string) => chosen === undefined || chosen.includes(uid);
  const series = study.series.filter(({ seriesInstanceUid }) => isOn(seriesInstanceUid));
  const images = series.reduce((sum, each) => sum + each.instanceCount, 0);
  const toggle = (uid: string) => {
    const next = study.series
      .map(({ seriesInstanceUid }) => seriesInstanceUid)
      .filter((each) => (each === uid ? !isOn(uid) : isOn(each)));
    // The last series can't be taken away: that is what removing the study is for.
    if (next.length > 0) form.setSeries(study, next);
  };
  return (
    <li className="flex flex-col gap-2 px-3 py-2.5">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1 text-sm">
          <p className="font-medium break-words">{study.description || t("noDescription")}</p>
          <p className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-muted tabular-nums">
            {study.modalities.map((modality) => (
              <ModalityBadge key={modality} modality={modality} />
            ))}
            <span>{format.date(study.studyDate)}</span>
            <span>{t("images", { count: images })}</span>
            <span>{format.bytes(study.sizeBytes)}</span>
          </p>
        </div>
        <IconButton
          icon={X}
          size="sm"
          label={t("removeStudy", { name: study.description || t("noDescription") })}
          onClick={() => form.removeStudy(studyInstanceUid)}
        />
      </div>
      {study.series.length > 1 && (
        <div>
          <button
            type="button"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
            className="inline-flex min-h-6 items-center gap-1 text-sm text-accent-text hover:underline"
          >
            <ChevronDown aria-hidden className={isOpen ? "size-4 rotate-180" : "size-4"} />
            {series.length === study.series.length
              ? t("allSeries", { count: study.series.length })
              : t("someSeries", { chosen: series.length, count: study.series.length })}
          </button>
          {isOpen && (
            <ul className="mt-1 flex flex-col">
              {study.series.map((each) => (
                <li key={each.seriesInstanceUid}>
                  <Checkbox
                    checked={isOn(each.seriesInstanceUid)}
                    onCheckedChange={() => toggle(each.seriesInstanceUid)}
                    label={`${each.modality} ${each.description || t("seriesUnnamed")} (${each.instanceCount})`}
                  />
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
      {study.documents.map((document) => (
        <Checkbox
          key={document.documentId}
          checked={!form.leftOut.has(document.documentId)}
          onCheckedChange={() => form.toggleDocument(document.documentId)}
          label={
            <span className="inline-flex items-center gap-1.5">
              <FileText aria-hidden className="size-4 text-muted" />
              {document.title}
            </span>
          }
        />
      ))}
      <Findings
        findings={form.findings.filter((finding) => finding.studyInstanceUid === studyInstanceUid)}
        form={form}
      />
    </li>
  );
}
