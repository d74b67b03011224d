import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import type { Tone } from "./badge";
import { cn } from "./cn";
import { useFormat } from "./use-format";

export type TimelineEvent = {
  id: string;
  icon: LucideIcon;
  title: ReactNode;
  detail?: ReactNode;
  /** When; without it the event has yet to happen. */
  at?: string | Date | null;
  tone?: Tone;
};

const TONES: Record<Tone, string> = {
  neutral: "text-muted",
  accent: "text-accent-text",
  ok: "text-ok",
  warn: "text-warn",
  danger: "text-danger",
};

/** What happened, oldest first unless given otherwise, with the time to the minute. */
export function Timeline({ events, label }: { events: TimelineEvent[]; label: string }) {
  const format = useFormat();
  return (
    <ol aria-label={label} className="flex flex-col">
      {events.map((event, index) => (
        <li key={event.id} className="relative flex gap-3 pb-4 last:pb-0">
          {index < events.length - 1 && (
            <span aria-hidden className="absolute top-6 bottom-0 left-3 w-px bg-line" />
          )}
          <span
            className={cn(
              "grid size-6 shrink-0 place-items-center rounded-full border bg-surface",
              TONES[event.tone ?? "neutral"],
            )}
          >
            <event.icon aria-hidden className="size-3.5" />
          </span>
          <div className="min-w-0 flex-1 text-sm">
            <p className={cn(!event.at && "text-muted")}>{event.title}</p>
            {event.detail && <div className="text-muted">{event.detail}</div>}
          </div>
          {event.at && (
            <time
              dateTime={new Date(event.at).toISOString()}
              className="shrink-0 text-xs leading-5 text-muted"
            >
              {format.dateTime(event.at)}
            </time>
          )}
        </li>
      ))}
    </ol>
  );
}
