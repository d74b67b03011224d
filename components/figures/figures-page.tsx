"use client";

import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { api } from "@/components/api-client";
import { NoAccess } from "@/components/no-access";
import { ProblemState } from "@/components/problem-state";
import { useShellUser } from "@/components/shell";
import {
  Button,
  Field,
  Input,
  PageHeader,
  Panel,
  Select,
  SkeletonRows,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  useFormat,
} from "@/components/ui";
import type { Figures } from "@/lib/figures";
import { Bars, Share } from "./bars";
import { type Line, Lines } from "./lines";

const DAY_MS = 86_400_000;
const USUAL_DAYS = 84;
const toDay = (date: Date) =>
  `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;

/** Volumes and times, and what stayed lying where; every chart has its table, and every table its file. */
export function FiguresPage() {
  const t = useTranslations("figures");
  const { roles } = useShellUser();
  const mayOwn = roles.some((role) => ["DESK", "MDO_COORDINATOR", "ADMINISTRATOR"].includes(role));
  const mayAll = roles.includes("OPERATOR");
  const [from, setFrom] = useState(() => toDay(new Date(Date.now() - USUAL_DAYS * DAY_MS)));
  const [to, setTo] = useState(() => toDay(new Date()));
  const [scope, setScope] = useState<"organization" | "installation">(
    mayOwn ? "organization" : "installation",
  );
  const parameters = { from, to, scope };
  const isAsked = from !== "" && to !== "" && from <= to;
  const figures = useQuery({
    queryKey: ["figures", parameters],
    queryFn: ({ signal }) => api<Figures>(`/api/v1/figures?${new URLSearchParams(parameters)}`, { signal }),
    enabled: isAsked && (mayOwn || mayAll),
  });
  if (!mayOwn && !mayAll) return <NoAccess />;
  return (
    <div className="flex flex-col gap-4">
      <PageHeader title={t("title")} description={t("description")} />
      <div className="flex flex-wrap items-end gap-3">
        <Field label={t("from")}>
          <Input type="date" value={from} max={to} onChange={(event) => setFrom(event.target.value)} />
        </Field>
        <Field label={t("to")}>
          <Input type="date" value={to} min={from} onChange={(event) => setTo(event.target.value)} />
        </Field>
        {mayOwn && mayAll && (
          <Field label={t("scope")}>
            <Select
              value={scope}
              onValueChange={(value) => setScope(value as typeof scope)}
              options={(["organization", "installation"] as const).map((value) => ({
                value,
                label: t(`scopes.${value}`),
              }))}
            />
          </Field>
        )}
      </div>
      {figures.isPending ? (
        <SkeletonRows rows={8} className="bg-surface" />
      ) : figures.isError ? (
        <ProblemState error={figures.error} onRetry={() => figures.refetch()} />
      ) : (
        <Loaded figures={figures.data} scope={scope} />
      )}
    </div>
  );
}

const COLORS = {
  all: "var(--line-strong)",
  good: "var(--accent)",
  waits: "var(--warn)",
  bad: "var(--danger)",
};

function Loaded({ figures, scope }: { figures: Figures; scope: string }) {
  const t = useTranslations("figures");
  const format = useFormat();
  const time = (seconds: number | null) => (seconds === null ? "–" : format.duration(seconds * 1000));
  const line = (key: string, color: keyof typeof COLORS): Line => ({
    key,
    name: t(key),
    color: COLORS[color],
  });
  const times = [line("median", "good"), line("p90", "all")];
  const originOf = (origin: string) => (t.has(`bsn.origins.${origin}`) ? t(`bsn.origins.${origin}`) : origin);
  const file = (table: string) =>
    `/api/v1/figures/export?${new URLSearchParams({ from: figures.from, to: figures.to, scope, table })}`;
  return (
    <>
      <Part title={t("weeks.title")} file={file("weeks")} isEmpty={figures.weeks.length === 0}>
        <Bars
          label={t("weeks.title")}
          series={[t("weeks.sent"), t("weeks.received"), t("weeks.requestsMade"), t("weeks.requestsHeld")]}
          bars={figures.weeks.map((week) => ({
            label: format.date(week.week),
            values: [week.sent, week.received, week.requestsMade, week.requestsHeld],
          }))}
        />
        <details>
          <summary className="w-fit cursor-pointer text-sm text-accent-text">{t("weeks.table")}</summary>
          <Rows
            label={t("weeks.title")}
            head={["week", "sent", "received", "requestsMade", "requestsHeld"].map((key) =>
              t(`weeks.${key}`),
            )}
            rows={figures.weeks
              .toReversed()
              .map((week) => [
                format.date(week.week),
                week.sent,
                week.received,
                week.requestsMade,
                week.requestsHeld,
              ])}
          />
        </details>
      </Part>
      {(["sent", "received"] as const).map((direction) => {
        const rows = figures.partners.filter((partner) => partner.direction === direction);
        if (direction === "received" && scope === "installation") return null;
        return (
          <Part
            key={direction}
            title={t(`partners.${direction}`)}
            file={file("partners")}
            isEmpty={rows.length === 0}
          >
            <div className="grid gap-x-8 gap-y-4 lg:grid-cols-2">
              <Lines
                title={t("partners.outcome")}
                lines={[
                  line("partners.opened", "good"),
                  line("partners.unopened", "all"),
                  line("partners.declined", "bad"),
                  line("partners.late", "waits"),
                ]}
                rows={rows.map(({ organization, opened, unopened, declined, late }) => ({
                  label: organization,
                  values: [opened, unopened, declined, late],
                }))}
                text={format.number}
              />
              <Lines
                title={t("partners.time")}
                lines={times}
                rows={rows.map(({ organization, openMedian, openP90 }) => ({
                  label: organization,
                  values: [openMedian, openP90],
                }))}
                text={time}
              />
            </div>
            <Rows
              label={t(`partners.${direction}`)}
              head={[
                t("organization"),
                t("partners.shares"),
                t("partners.opened"),
                t("median"),
                t("p90"),
                t("partners.unopened"),
                t("partners.declined"),
                t("partners.late"),
              ]}
              rows={rows.map((partner) => [
                partner.organization,
                partner.shares,
                <Share
                  key="opened"
                  part={partner.opened}
                  whole={partner.shares}
                  label={t("partners.opened")}
                />,
                time(partner.openMedian),
                time(partner.openP90),
                partner.unopened,
                partner.declined,
                partner.late,
              ])}
            />
          </Part>
        );
      })}
      {(["made", "held"] as const).map((direction) => {
        const rows = figures.requests.filter((partner) => partner.direction === direction);
        if (direction === "held" && scope === "installation") return null;
        return (
          <Part
            key={direction}
            title={t(`requests.${direction}`)}
            file={file("requests")}
            isEmpty={rows.length === 0}
          >
            <div className="grid gap-x-8 gap-y-4 lg:grid-cols-2">
              <Lines
                title={t("requests.outcome")}
                lines={[
                  line("requests.answered", "good"),
                  line("requests.open", "all"),
                  line("requests.declined", "bad"),
                  line("requests.late", "waits"),
                ]}
                rows={rows.map(({ organization, answered, open, declined, late }) => ({
                  label: organization,
                  values: [answered, open, declined, late],
                }))}
                text={format.number}
              />
              <Lines
                title={t("requests.time")}
                lines={times}
                rows={rows.map(({ organization, answerMedian, answerP90 }) => ({
                  label: organization,
                  values: [answerMedian, answerP90],
                }))}
                text={time}
              />
            </div>
            <Rows
              label={t(`requests.${direction}`)}
              head={[
                t("organization"),
                t("requests.requests"),
                t("requests.answered"),
                t("median"),
                t("p90"),
                t("requests.open"),
                t("requests.declined"),
                t("requests.late"),
              ]}
              rows={rows.map((partner) => [
                partner.organization,
                partner.requests,
                <Share
                  key="answered"
                  part={partner.answered}
                  whole={partner.requests}
                  label={t("requests.answered")}
                />,
                time(partner.answerMedian),
                time(partner.answerP90),
                partner.open,
                partner.declined,
                partner.late,
              ])}
            />
          </Part>
        );
      })}
      <Part title={t("bsn.title")} file={file("bsn")} isEmpty={figures.bsn.length === 0}>
        <Lines
          title={t("bsn.quality")}
          lines={[line("bsn.withBsn", "good"), line("bsn.studies", "all")]}
          rows={figures.bsn.map((row) => ({
            label: originOf(row.origin),
            values: [row.withBsn, row.studies],
          }))}
          text={format.number}
        />
        <Rows
          label={t("bsn.title")}
          head={[t("bsn.origin"), t("bsn.studies"), t("bsn.withBsn")]}
          rows={figures.bsn.map((row) => [
            originOf(row.origin),
            row.studies,
            <Share key="bsn" part={row.withBsn} whole={row.studies} label={t("bsn.withBsn")} />,
          ])}
        />
      </Part>
    </>
  );
}

function Part({
  title,
  file,
  isEmpty,
  children,
}: {
  title: string;
  file: string;
  isEmpty: boolean;
  children: ReactNode;
}) {
  const t = useTranslations("figures");
  return (
    <Panel
      title={title}
      actions={
        !isEmpty && (
          <Button asChild size="sm" variant="quiet">
            <a href={file} download aria-label={t("downloadOf", { title })}>
              <Download aria-hidden />
              {t("download")}
            </a>
          </Button>
        )
      }
    >
      {isEmpty ? (
        <p className="text-sm text-muted">{t("nothing")}</p>
      ) : (
        <div className="flex flex-col gap-4">{children}</div>
      )}
    </Panel>
  );
}

function Rows({ label, head, rows }: { label: string; head: string[]; rows: ReactNode[][] }) {
  return (
    <Table aria-label={label} isStacked>
      <TableHead>
        <TableRow>
          {head.map((name) => (
            <TableHeader key={name}>{name}</TableHeader>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((cells, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a fixed table, its first cells may repeat
          <TableRow key={index}>
            {cells.map((cell, at) => (
              <TableCell
                key={head[at]}
                label={at === 0 ? undefined : head[at]}
                className={at === 0 ? "font-medium" : "tabular-nums"}
              >
                {cell}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
