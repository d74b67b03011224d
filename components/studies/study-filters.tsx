"use client";

import { ListFilter, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import { Button, Chip, Field, Input, Popover, useFormat } from "@/components/ui";
import { formatBsn } from "@/lib/i18n";
import {
  COMMON_MODALITIES,
  hasFilters,
  isBsn,
  NO_FILTERS,
  type Period,
  periodStart,
  type StudyFilters,
} from "./filters";

type Props = {
  filters: StudyFilters;
  onChange: (filters: StudyFilters) => void;
  inputRef: RefObject<HTMLInputElement | null>;
  /** Beside an open study only the field itself. */
  isCompact: boolean;
};

const PERIODS: Period[] = ["today", "week", "month", "year"];

export function StudyFilterBar({ filters, onChange, inputRef, isCompact }: Props) {
  const t = useTranslations("studies.filters");
  const set = (part: Partial<StudyFilters>) => onChange({ ...filters, ...part });
  return (
    <search className="flex flex-col gap-2 border-b bg-surface px-4 py-3">
      <div className="flex gap-2">
        <div className="relative min-w-0 flex-1 lg:max-w-md">
          <Search aria-hidden className="pointer-events-none absolute top-2.5 left-3 size-4 text-muted" />
          <Input
            ref={inputRef}
            type="search"
            aria-label={t("text")}
            placeholder={t("text")}
            value={filters.text}
            onChange={(event) => set({ text: event.target.value })}
            autoComplete="off"
            spellCheck={false}
            className="pl-9"
          />
        </div>
        <Popover
          label={t("more")}
          align="end"
          trigger={
            <Button>
              <ListFilter aria-hidden />
              {t("more")}
            </Button>
          }
        >
          <FilterPanel filters={filters} set={set} />
        </Popover>
      </div>
      {!isCompact && (
        <div className="scroll-quiet -mx-1 flex items-center gap-1.5 overflow-x-auto px-1 py-0.5">
          {COMMON_MODALITIES.map((modality) => (
            <Chip
              key={modality}
              pressed={filters.modality === modality}
              onClick={() => set({ modality: filters.modality === modality ? "" : modality })}
            >
              {modality}
            </Chip>
          ))}
          <span aria-hidden className="mx-1 h-4 w-px shrink-0 bg-line" />
          {PERIODS.map((period) => {
            const start = periodStart(period, new Date());
            const isOn = filters.dateFrom === start && !filters.dateTo;
            return (
              <Chip
                key={period}
                pressed={isOn}
                onClick={() => set(isOn ? { dateFrom: "" } : { dateFrom: start, dateTo: "" })}
              >
                {t(`periods.${period}`)}
              </Chip>
            );
          })}
        </div>
      )}
      <ActiveFilters filters={filters} set={set} onClear={() => onChange(NO_FILTERS)} />
    </search>
  );
}

function FilterPanel({
  filters,
  set,
}: {
  filters: StudyFilters;
  set: (part: Partial<StudyFilters>) => void;
}) {
  const t = useTranslations("studies.filters");
  return (
    <div className="flex flex-col gap-3">
      <Field label={t("patientIdentifier")}>
        <Input
          value={filters.patientIdentifier}
          onChange={(event) => set({ patientIdentifier: event.target.value })}
          autoComplete="off"
        />
      </Field>
      <Field label={t("bsn")} error={filters.bsn && !isBsn(filters.bsn) ? t("bsnInvalid") : undefined}>
        <Input
          inputMode="numeric"
          value={filters.bsn}
          onChange={(event) => set({ bsn: event.target.value })}
          autoComplete="off"
        />
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label={t("dateFrom")}>
          <Input
            type="date"
            value={filters.dateFrom}
            max={filters.dateTo || undefined}
            onChange={(event) => set({ dateFrom: event.target.value })}
          />
        </Field>
        <Field label={t("dateTo")}>
          <Input
            type="date"
            value={filters.dateTo}
            min={filters.dateFrom || undefined}
            onChange={(event) => set({ dateTo: event.target.value })}
          />
        </Field>
      </div>
      <Field label={t("modality")} hint={t("modalityHint")}>
        <Input
          value={filters.modality}
          maxLength={16}
          onChange={(event) => set({ modality: event.target.value.toUpperCase().replace(/[^A-Z0-9_]/g, "") })}
          autoComplete="off"
        />
      </Field>
    </div>
  );
}

function ActiveFilters({
  filters,
  set,
  onClear,
}: {
  filters: StudyFilters;
  set: (part: Partial<StudyFilters>) => void;
  onClear: () => void;
}) {
  const t = useTranslations("studies.filters");
  const format = useFormat();
  const shown: [keyof StudyFilters, string][] = [];
  if (filters.patientIdentifier)
    shown.push(["patientIdentifier", `${t("patientIdentifier")}: ${filters.patientIdentifier}`]);
  if (filters.bsn) shown.push(["bsn", `${t("bsn")}: ${formatBsn(filters.bsn)}`]);
  if (filters.dateFrom) shown.push(["dateFrom", t("from", { date: format.date(filters.dateFrom) })]);
  if (filters.dateTo) shown.push(["dateTo", t("until", { date: format.date(filters.dateTo) })]);
  if (filters.modality) shown.push(["modality", filters.modality]);
  if (!hasFilters({ ...filters, text: "" })) return null;
  return (
    <ul aria-label={t("active")} className="flex flex-wrap items-center gap-1.5">
      {shown.map(([key, text]) => (
        <li key={key}>
          <Chip onRemove={() => set({ [key]: "" })} removeLabel={t("remove", { filter: text })}>
            {text}
          </Chip>
        </li>
      ))}
      <li>
        <Button variant="link" size="sm" className="ml-1" onClick={onClear}>
          {t("clear")}
        </Button>
      </li>
    </ul>
  );
}
