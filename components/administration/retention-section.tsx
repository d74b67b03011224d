"use client";

import { useTranslations } from "next-intl";
import { Button, Select, StatusBadge, toast, useFormat } from "@/components/ui";
import type { Retention } from "@/lib/retention";
import { SectionFrame, Sheeted } from "./section";
import { useAdministration, useChange } from "./use-administration";

/** How long studies stay, by the way they came in, and which ones go next. */
export function RetentionSection() {
  const t = useTranslations("admin.retention");
  const query = useAdministration<Retention>("retention");
  return (
    <SectionFrame title={t("title")} description={t("description")} query={query}>
      {({ rules, graceDays, studies, marked }) => (
        <>
          <Rules rules={rules} />
          <h3 className="mt-2 text-base font-semibold">{t("studies")}</h3>
          <p className="text-sm text-muted">{t("marked", { count: marked, days: graceDays })}</p>
          {studies.length > 0 && <Going studies={studies} />}
        </>
      )}
    </SectionFrame>
  );
}

const FOR_EVER = "for-ever";
const USUAL_DAYS = [30, 90, 180, 365, 730, 1825, 3650, 7300];

function Rules({ rules }: Pick<Retention, "rules">) {
  const t = useTranslations("admin.retention");
  const change = useChange();
  return (
    <Sheeted>
      <ul aria-label={t("rules")} className="divide-y">
        {rules.map(({ origin, days }) => {
          const choices = [...new Set([...USUAL_DAYS, ...(days === null ? [] : [days])])].sort(
            (a, b) => a - b,
          );
          const name = t(`origins.${origin as "UPLOAD"}`);
          return (
            <li key={origin} className="flex flex-wrap items-center gap-3 px-3 py-2 text-sm">
              <span className="min-w-0 flex-1 basis-48 font-medium">{name}</span>
              <Select
                aria-label={name}
                className="w-44"
                disabled={change.isPending}
                value={days === null ? FOR_EVER : String(days)}
                options={[
                  { value: FOR_EVER, label: t("forEver") },
                  ...choices.map((each) => ({ value: String(each), label: t("days", { days: each }) })),
                ]}
                onValueChange={(value) =>
                  change.mutate(
                    {
                      path: "retention",
                      method: "PUT",
                      body: { origin, days: value === FOR_EVER ? null : Number(value) },
                    },
                    { onSuccess: () => toast(t("saved")) },
                  )
                }
              />
            </li>
          );
        })}
      </ul>
    </Sheeted>
  );
}

function Going({ studies }: Pick<Retention, "studies">) {
  const t = useTranslations("admin.retention");
  const format = useFormat();
  const change = useChange();
  return (
    <Sheeted>
      <ul aria-label={t("studies")} className="divide-y">
        {studies.map((study) => {
          const patient = format.personName(study.patientName) || t("noName");
          return (
            <li
              key={study.studyInstanceUid}
              className="flex flex-wrap items-center gap-3 px-3 py-2.5 text-sm"
            >
              <div className="min-w-0 flex-1 basis-64">
                <p className="font-medium break-words">
                  {patient} <span className="text-muted tabular-nums">{study.patientIdentifier}</span>
                </p>
                <p className="text-muted tabular-nums">
                  {[format.date(study.studyDate), study.description].filter(Boolean).join(" · ")}
                </p>
              </div>
              {study.isKept ? (
                <StatusBadge tone="ok">{t("kept")}</StatusBadge>
              ) : (
                <StatusBadge tone="warn">{t("goes", { date: format.date(study.removeAt) })}</StatusBadge>
              )}
              <Button
                size="sm"
                aria-label={t(study.isKept ? "releaseOf" : "keepOf", { patient })}
                disabled={change.isPending}
                onClick={() =>
                  change.mutate({
                    path: `retention/studies/${study.studyInstanceUid}`,
                    method: "PUT",
                    body: { isKept: !study.isKept },
                  })
                }
              >
                {t(study.isKept ? "release" : "keep")}
              </Button>
            </li>
          );
        })}
      </ul>
    </Sheeted>
  );
}
