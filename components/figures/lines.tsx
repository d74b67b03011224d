"use client";

import { useId } from "react";

export type Line = { key: string; name: string; color: string };
type Row = { label: string; values: (number | null)[] };

/** The table below has all; more than this many groups can't be compared by eye. */
const MOST_ROWS = 10;

/** A group of lines for each organisation, each as long as its value. The table below it says the same in numbers. */
export function Lines({
  title,
  lines,
  rows,
  text,
}: {
  title: string;
  lines: Line[];
  rows: Row[];
  text: (value: number) => string;
}) {
  const id = useId();
  const shown = rows.slice(0, MOST_ROWS).filter(({ values }) => values.some((value) => value !== null));
  const most = Math.max(...shown.flatMap(({ values }) => values.map((value) => value ?? 0)));
  if (shown.length === 0) return null;
  return (
    <figure aria-labelledby={id} className="flex min-w-0 flex-col gap-3">
      <figcaption className="flex flex-wrap items-baseline gap-x-4 gap-y-1 text-xs text-muted">
        <span id={id} className="text-sm font-medium text-text">
          {title}
        </span>
        {lines.map(({ key, name, color }) => (
          <span key={key} className="inline-flex items-center gap-1.5">
            <span aria-hidden className="size-2.5 rounded-xs" style={{ background: color }} />
            {name}
          </span>
        ))}
      </figcaption>
      <div aria-hidden className="flex flex-col gap-3">
        {shown.map(({ label, values }) => (
          <div key={label} className="min-w-0 text-xs">
            <p className="truncate">{label}</p>
            {lines.map(({ key, color }, at) => {
              const value = values[at] ?? null;
              return (
                <p key={key} className="flex items-center gap-2 leading-4 text-muted tabular-nums">
                  <span
                    className="h-2 min-w-px rounded-xs"
                    style={{
                      background: color,
                      // What it says stands behind the longest line too.
                      width: `calc((100% - 7rem) * ${most > 0 ? (value ?? 0) / most : 0})`,
                    }}
                  />
                  {value === null ? "–" : text(value)}
                </p>
              );
            })}
          </div>
        ))}
      </div>
    </figure>
  );
}
