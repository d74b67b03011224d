"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DescriptionList, useFormat } from "@/components/ui";
import { TIME_ZONE } from "@/lib/i18n";
import { useActorName } from "./use-actor-name";
import type { AuditRow } from "./use-audit";

const GROUNDS = ["isAuthorized", "treatmentRelation", "consent", "emergency"] as const;

/** An event in full, with NEN 7513's grounds. */
export function AuditDetail({ row }: { row: AuditRow }) {
  const t = useTranslations("audit.detail");
  const names = useTranslations("audit.detail.names");
  const actorName = useActorName();
  const state = useTranslations("common.state");
  const roles = useTranslations("auth.role");
  const format = useFormat();
  const purposes = useTranslations("shares.purposes");
  const purpose =
    row.purpose && (purposes.has(row.purpose as "MDO") ? purposes(row.purpose as "MDO") : row.purpose);
  const roleNames = row.userRoles.map((role) => (roles.has(role as "DESK") ? roles(role as "DESK") : role));
  const who: [string, ReactNode][] = [
    [t("user"), actorName(row.userName)],
    [t("roles"), roleNames.join(", ")],
    [t("organization"), row.userOrganization],
    [t("onBehalfOf"), row.onBehalfOf],
    [t("address"), row.remoteAddress],
  ];
  const seconds = new Intl.DateTimeFormat("nl-NL", { timeZone: TIME_ZONE, timeStyle: "medium" });
  const what: [string, ReactNode][] = [
    [t("time"), `${format.date(row.recordedAt)} ${seconds.format(new Date(row.recordedAt))}`],
    [t("patient"), row.patientIdentifier],
    [t("study"), row.studyInstanceUid && <span className="break-all">{row.studyInstanceUid}</span>],
    [
      t("object"),
      row.objectType && <span className="break-all">{`${row.objectType} ${row.objectId ?? ""}`}</span>,
    ],
    [t("purpose"), purpose],
    [t("event"), `DCM ${row.eventCode} · ${row.action}`],
    [t("number"), row.sequence],
    ...detailsOf(row.detail).map(([name, value]): [string, ReactNode] => [
      names.has(name as "reason") ? names(name as "reason") : name,
      value,
    ]),
  ];
  return (
    <div className="grid gap-x-8 gap-y-4 md:grid-cols-2 xl:grid-cols-[1fr_1fr_1.4fr]">
      <Part title={t("who")} items={who} />
      <Part
        title={t("ground")}
        items={GROUNDS.map((key) => [t(key), row[key] ? state("yes") : state("no")])}
      />
      <Part title={t("what")} items={what} />
    </div>
  );
}

function Part({ title, items }: { title: string; items: [string, ReactNode][] }) {
  const shown = items.filter(([, value]) => value !== null && value !== undefined && value !== "");
  return (
    <section>
      <h2 className="mb-1.5 text-sm font-semibold">{title}</h2>
      <DescriptionList items={shown.map(([label, value]) => ({ label, value }))} />
    </section>
  );
}

function detailsOf(detail: AuditRow["detail"]): [string, ReactNode][] {
  if (typeof detail !== "object" || detail === null || Array.isArray(detail)) return [];
  return Object.entries(detail).map(([name, value]) => {
    const text = Array.isArray(value) ? value.join(", ") : value === null ? "" : String(value);
    return [
      name,
      text && (
        <span key={name} className="break-all">
          {text}
        </span>
      ),
    ];
  });
}
