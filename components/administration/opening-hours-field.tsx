"use client";

import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button, cn, IconButton, Input } from "@/components/ui";

export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
type Day = (typeof DAYS)[number];
export type Period = { days: Day[]; from: string; to: string };

const OFFICE: Period = { days: ["mon", "tue", "wed", "thu", "fri"], from: "08:00", to: "17:00" };

/** Periods of the week in which a mailbox is staffed; none means always. Times are typed: `type="time"` would show AM and PM. */
export function OpeningHoursField({
  value,
  onChange,
}: {
  value: Period[];
  onChange: (periods: Period[]) => void;
}) {
  const t = useTranslations("admin.mailboxes");
  const set = (index: number, part: Partial<Period>) =>
    onChange(value.map((period, at) => (at === index ? { ...period, ...part } : period)));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 text-sm font-medium">{t("hours")}</legend>
      {value.length === 0 && <p className="text-sm text-muted">{t("alwaysOpen")}</p>}
      {value.map((period, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: periods have no identity but their place
        <div key={index} className="flex flex-wrap items-center gap-2">
          <span className="flex">
            {DAYS.map((day) => {
              const isOn = period.days.includes(day);
              return (
                <button
                  key={day}
                  type="button"
                  aria-pressed={isOn}
                  aria-label={t(`days.${day}`)}
                  onClick={() =>
                    set(index, {
                      days: DAYS.filter((each) => (each === day ? !isOn : period.days.includes(each))),
                    })
                  }
                  className={cn(
                    "-ml-px h-9 w-9 border border-line-strong text-sm first:ml-0 first:rounded-l-md last:rounded-r-md",
                    isOn ? "bg-accent text-on-accent" : "bg-surface text-muted",
                  )}
                >
                  {t(`shortDays.${day}`)}
                </button>
              );
            })}
          </span>
          <Input
            inputMode="numeric"
            maxLength={5}
            placeholder="08:00"
            aria-label={t("from")}
            value={period.from}
            onChange={(event) => set(index, { from: event.target.value })}
            className="w-20 tabular-nums"
          />
          <span aria-hidden>–</span>
          <Input
            inputMode="numeric"
            maxLength={5}
            placeholder="08:00"
            aria-label={t("to")}
            value={period.to}
            onChange={(event) => set(index, { to: event.target.value })}
            className="w-20 tabular-nums"
          />
          <IconButton
            icon={Trash2}
            label={t("removePeriod")}
            onClick={() => onChange(value.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button size="sm" className="self-start" onClick={() => onChange([...value, OFFICE])}>
        <Plus aria-hidden />
        {t("addPeriod")}
      </Button>
    </fieldset>
  );
}

/** "ma–vr 08:00–17:00, za 09:00–12:00" */
export function useHoursText(): (periods: Period[]) => string {
  const t = useTranslations("admin.mailboxes");
  return (periods) =>
    periods.length === 0
      ? t("always")
      : periods
          .map(({ days, from, to }) => `${daysText(days, (day) => t(`shortDays.${day}`))} ${from}–${to}`)
          .join(", ");
}

function daysText(days: Day[], name: (day: Day) => string): string {
  const first = days[0];
  const last = days.at(-1);
  if (!first || !last) return "";
  const isRow = DAYS.indexOf(last) - DAYS.indexOf(first) === days.length - 1;
  return isRow && days.length > 2 ? `${name(first)}–${name(last)}` : days.map(name).join(", ");
}
