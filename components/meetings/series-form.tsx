"use client";

import { useTranslations } from "next-intl";
import { Field, Input, Select } from "@/components/ui";
import type { SaveSeriesInput } from "@/lib/meetings";

export const FREQUENCIES = ["WEEKLY", "BIWEEKLY", "MONTHLY", "SINGLE"] as const;
export type SeriesSettings = Required<SaveSeriesInput>;

export const EMPTY: SeriesSettings = {
  title: "",
  department: "",
  region: "",
  location: "",
  frequency: "WEEKLY",
  firstDate: "",
  startTime: "16:00",
  durationMinutes: 60,
  deadlineHours: 24,
  chaseHours: 24,
  accessDays: 0,
  minutesPerCase: 5,
};

export const isFilled = (settings: SeriesSettings) =>
  settings.title.trim() !== "" && settings.firstDate !== "" && settings.startTime !== "";

/** The settings of a series, for a new one and for one that is. */
export function SeriesForm({
  settings,
  onChange,
  disabled,
}: {
  settings: SeriesSettings;
  onChange: (settings: SeriesSettings) => void;
  disabled?: boolean;
}) {
  const t = useTranslations("meetings.series");
  const set = (part: Partial<SeriesSettings>) => onChange({ ...settings, ...part });
  const text = (key: "department" | "region" | "location", label: string) => (
    <Field label={label} optional>
      <Input
        value={settings[key]}
        maxLength={120}
        disabled={disabled}
        onChange={(event) => set({ [key]: event.target.value })}
      />
    </Field>
  );
  const number = (
    key: "durationMinutes" | "deadlineHours" | "chaseHours" | "accessDays" | "minutesPerCase",
    label: string,
    min: number,
    max: number,
  ) => (
    <Field label={label}>
      <Input
        type="number"
        min={min}
        max={max}
        value={settings[key]}
        disabled={disabled}
        onChange={(event) =>
          set({ [key]: Math.min(max, Math.max(min, Math.round(Number(event.target.value)) || min)) })
        }
      />
    </Field>
  );
  return (
    <div className="grid items-end gap-3 sm:grid-cols-2">
      <Field label={t("name")} className="sm:col-span-2">
        <Input
          value={settings.title}
          maxLength={120}
          disabled={disabled}
          onChange={(event) => set({ title: event.target.value })}
        />
      </Field>
      {text("department", t("department"))}
      {text("region", t("region"))}
      {text("location", t("location"))}
      <Field label={t("frequency")}>
        <Select
          value={settings.frequency}
          disabled={disabled}
          onValueChange={(frequency) => set({ frequency: frequency as SeriesSettings["frequency"] })}
          options={FREQUENCIES.map((value) => ({ value, label: t(`frequencies.${value}`) }))}
        />
      </Field>
      <Field label={t("firstDate")}>
        <Input
          type="date"
          value={settings.firstDate}
          disabled={disabled}
          onChange={(event) => set({ firstDate: event.target.value })}
        />
      </Field>
      <Field label={t("startTime")}>
        <Input
          type="time"
          value={settings.startTime}
          disabled={disabled}
          onChange={(event) => set({ startTime: event.target.value })}
        />
      </Field>
      {number("durationMinutes", t("duration"), 5, 600)}
      {number("minutesPerCase", t("minutesPerCase"), 1, 120)}
      {number("deadlineHours", t("deadlineHours"), 0, 336)}
      {number("chaseHours", t("chaseHours"), 0, 336)}
      {number("accessDays", t("accessDays"), 0, 90)}
    </div>
  );
}
