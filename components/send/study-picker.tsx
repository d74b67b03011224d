"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api-client";
import { useDebounced } from "@/components/shell";
import { Modalities, type StudyPage } from "@/components/studies";
import { Checkbox, Field, Input, SkeletonRows, useFormat } from "@/components/ui";
import type { SendForm } from "./use-send-form";

const MOST = 8;

/** Finds studies without leaving the page: the newest, or what answers to the text. */
export function StudyPicker({ form }: { form: SendForm }) {
  const t = useTranslations("shares.send");
  const format = useFormat();
  const [text, setText] = useState("");
  const wanted = useDebounced(text.trim(), 200);
  const search = useQuery({
    queryKey: ["studies", "pick", wanted],
    queryFn: ({ signal }) =>
      api<StudyPage>("/api/v1/studies/search", {
        body: { ...(wanted && { text: wanted }), limit: MOST },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
  const chosen = new Set(form.chosen.map(({ studyInstanceUid }) => studyInstanceUid));
  return (
    <div className="flex flex-col gap-2">
      <Field label={t("pick.label")}>
        <Input
          type="search"
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder={t("pick.placeholder")}
          autoComplete="off"
        />
      </Field>
      {search.isPending ? (
        <SkeletonRows rows={4} />
      ) : search.isError ? (
        <p className="text-sm text-danger">{t("pick.failed")}</p>
      ) : search.data.items.length === 0 ? (
        <p className="text-sm text-muted">{t("pick.nothing")}</p>
      ) : (
        <ul
          aria-label={t("pick.results")}
          className="scroll-quiet flex max-h-64 flex-col divide-y overflow-y-auto rounded-md border bg-surface"
        >
          {search.data.items.map((study) => (
            <li key={study.studyInstanceUid} className="px-3 py-1.5">
              <Checkbox
                checked={chosen.has(study.studyInstanceUid)}
                onCheckedChange={(on) =>
                  on ? form.addStudy(study.studyInstanceUid) : form.removeStudy(study.studyInstanceUid)
                }
                label={
                  <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
                    <span className="font-medium">
                      {format.personName(study.patient.name) || t("noName")}
                    </span>
                    <span className="text-muted tabular-nums">{format.date(study.patient.birthDate)}</span>
                  </span>
                }
                hint={
                  <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5 tabular-nums">
                    <Modalities study={study} />
                    <span>{study.description || t("noDescription")}</span>
                    <span>{format.date(study.studyDate)}</span>
                  </span>
                }
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
