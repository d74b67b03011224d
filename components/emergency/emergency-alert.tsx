"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { MonitorPlay, Siren, X } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { api } from "@/components/api-client";
import { useLive } from "@/components/live";
import { RunningClock, type Share, type SharePage } from "@/components/shares";
import { Button, IconButton, useFormat } from "@/components/ui";
import { ring } from "./ring";

const BLINK_MS = 1_000;
const RING_EVERY_MS = 6_000;
const MOST_RINGS = 10;

/**
 * An emergency that nobody here has opened stands over every page, in the tab's title, and is heard when it comes.
 * It follows the inbox by events and tells the page's lists of everything that happens to shares.
 */
export function EmergencyAlert() {
  const t = useTranslations("emergency.alert");
  const queries = useQueryClient();
  const format = useFormat();
  const [silenced, setSilenced] = useState<ReadonlySet<string>>(new Set());
  const heard = useRef(new Set<string>());
  const [ringing, setRinging] = useState<string[]>([]);
  const open = useQuery({
    queryKey: ["shares", "emergencies"],
    queryFn: ({ signal }) => api<SharePage>("/api/v1/shares?box=inbox&work=UNREAD&limit=10", { signal }),
    select: ({ items }) => items.filter(isWaiting),
  });
  useLive(["inbox:me", "sent:me"], ({ kind, shareId }) => {
    void queries.invalidateQueries({ queryKey: ["shares"], predicate: isShown });
    if (kind === "emergency" && shareId && !heard.current.has(shareId)) {
      heard.current.add(shareId);
      setRinging((before) => [...before, shareId]);
    }
  });
  const shown = (open.data ?? []).filter(({ id }) => !silenced.has(id));
  const isRinging = shown.some(({ id }) => ringing.includes(id));

  useEffect(() => {
    if (!isRinging) return;
    let rings = 0;
    const sound = () => {
      rings += 1;
      if (rings <= MOST_RINGS) ring();
    };
    sound();
    const timer = setInterval(sound, RING_EVERY_MS);
    return () => clearInterval(timer);
  }, [isRinging]);
  useTitle(shown.length > 0 ? t("tab", { count: shown.length }) : null);

  if (shown.length === 0) return null;
  return (
    <div
      role="alert"
      data-testid="emergency-alert"
      className="flex shrink-0 flex-col divide-y bg-danger text-on-danger"
    >
      {shown.map((share) => (
        <div key={share.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5 text-sm">
          <Siren aria-hidden className="size-5 shrink-0" />
          <p className="min-w-0 flex-1 basis-64">
            <strong>
              {t("title", { name: share.sender.name, organization: share.sender.organization })}
            </strong>
            <span className="block">
              {[format.personName(share.studies[0]?.patient.name), share.emergencyReason]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </p>
          <RunningClock since={share.createdAt} className="text-lg font-semibold tabular-nums" />
          {share.studies[0] && (
            <Button asChild>
              <Link
                href={`/viewer?${new URLSearchParams({ share: share.id, studyUID: share.studies[0].studyInstanceUid })}`}
              >
                <MonitorPlay aria-hidden />
                {t("open")}
              </Link>
            </Button>
          )}
          <IconButton
            icon={X}
            label={t("silence")}
            className="text-on-danger"
            onClick={() => setSilenced((before) => new Set([...before, share.id]))}
          />
        </div>
      ))}
    </div>
  );
}

/** One of ours is among the recipients, and nobody has seen an image of it. */
const isWaiting = (share: Share): boolean =>
  share.priority === "EMERGENCY" &&
  share.state === "SENT" &&
  share.recipients.some(({ isMine, openedAt, state }) => isMine && !openedAt && state !== "DECLINED");

const FOLLOWING: readonly unknown[] = ["list", "one", "counts", "emergencies"];
/** Favourites and the findings before sending are asked for once: they don't follow what happens. */
const isShown = ({ queryKey }: { queryKey: readonly unknown[] }): boolean => FOLLOWING.includes(queryKey[1]);

/** The tab says it too, in turns with the page's own title, until it is over. */
function useTitle(text: string | null): void {
  useEffect(() => {
    if (text === null) return;
    const before = document.title;
    let isOn = true;
    document.title = text;
    const timer = setInterval(() => {
      isOn = !isOn;
      document.title = isOn ? text : before;
    }, BLINK_MS);
    return () => {
      clearInterval(timer);
      document.title = before;
    };
  }, [text]);
}
