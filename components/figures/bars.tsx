"use client";

import { useId } from "react";

export type Bar = { label: string; values: number[] };

const HEIGHT = 140;
const GAP = 2;
/** Of few groups none gets wider than this part of the whole. */
const FEWEST_GROUPS = 6;
const COLORS = ["var(--accent)", "var(--line-strong)", "var(--ok)", "var(--warn)"];

/** Groups of bars side by side, one colour a series. The table beside it says the same in numbers. */
export function Bars({ bars, series, label }: { bars: Bar[]; series: string[]; label: string }) {
  const id = useId();
  const most = Math.max(1, ...bars.flatMap(({ values }) => values));
  const group = 100 / Math.max(FEWEST_GROUPS, bars.length);
  const width = Math.max(0.5, (group * 0.8) / series.length - GAP / 10);
  return (
    <figure aria-labelledby={id} className="flex flex-col gap-2">
      <figcaption id={id} className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
        <span className="sr-only">{label}</span>
        {series.map((name, index) => (
          <span key={name} className="inline-flex items-center gap-1.5">
            <svg aria-hidden="true" width="10" height="10">
              <rect width="10" height="10" rx="2" fill={COLORS[index]} />
            </svg>
            {name}
          </span>
        ))}
      </figcaption>
      <p aria-hidden className="-mb-2 text-xs text-muted tabular-nums">
        {most}
      </p>
      <svg
        aria-hidden="true"
        viewBox={`0 0 100 ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-36 w-full border-b border-l"
      >
        {bars.map((bar, at) =>
          bar.values.map((value, index) => {
            const height = (value / most) * HEIGHT;
            return (
              <rect
                key={`${bar.label}-${series[index]}`}
                x={at * group + group * 0.1 + index * (width + GAP / 10)}
                y={HEIGHT - height}
                width={width}
                height={height}
                fill={COLORS[index]}
              />
            );
          }),
        )}
      </svg>
      <div
        aria-hidden
        className="flex min-w-fit justify-between gap-3 text-xs whitespace-nowrap text-muted tabular-nums"
        style={{ width: `${group * bars.length}%` }}
      >
        <span>{bars[0]?.label}</span>
        <span>{bars.length > 1 ? bars.at(-1)?.label : ""}</span>
      </div>
    </figure>
  );
}

/** How much of a whole: a line in a table. */
export function Share({ part, whole, label }: { part: number; whole: number; label: string }) {
  const percent = whole === 0 ? 0 : Math.round((100 * part) / whole);
  return (
    <span className="flex items-center gap-2 tabular-nums">
      <svg aria-hidden="true" viewBox="0 0 100 8" preserveAspectRatio="none" className="h-2 w-24 shrink-0">
        <rect width="100" height="8" rx="2" fill="var(--sunken)" />
        <rect width={percent} height="8" rx="2" fill="var(--accent)" />
      </svg>
      <span>
        {percent}%<span className="sr-only"> {label}</span>
      </span>
    </span>
  );
}
