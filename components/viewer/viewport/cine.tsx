import { cache } from "@cornerstonejs/core";
import { Pause, Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { DisplaySet } from "../data/display-sets";
import { scrollTo, stackViewport } from "./viewport-actions";

type Props = { viewportId: string; displaySet: DisplaySet; isPlaying: boolean; onToggle: () => void };

const SPEEDS = [1, 2, 5, 10, 15, 20, 25, 30, 50];

/** Plays a loop; a frame that hasn't been loaded yet is waited for, never skipped. */
export function Cine({ viewportId, displaySet, isPlaying, onToggle }: Props) {
  const t = useTranslations("viewer");
  const [rate, setRate] = useState(displaySet.frameRate);
  const speeds = SPEEDS.includes(displaySet.frameRate)
    ? SPEEDS
    : [...SPEEDS, displaySet.frameRate].sort((a, b) => a - b);

  useEffect(() => {
    if (!isPlaying) return;
    const timer = setInterval(() => {
      const viewport = stackViewport(viewportId);
      if (!viewport) return;
      const next = (viewport.getCurrentImageIdIndex() + 1) % displaySet.frames.length;
      const imageId = displaySet.frames[next]?.imageId;
      if (imageId && cache.isLoaded(imageId)) scrollTo(viewportId, next);
    }, 1000 / rate);
    return () => clearInterval(timer);
  }, [isPlaying, rate, viewportId, displaySet]);

  return (
    <div className="viewer-cine">
      <button
        type="button"
        className="viewer-icon-button"
        aria-label={t(isPlaying ? "cine.pause" : "cine.play")}
        title={`${t(isPlaying ? "cine.pause" : "cine.play")} (${t("keys.names.space")})`}
        aria-pressed={isPlaying}
        onClick={onToggle}
      >
        {isPlaying ? <Pause aria-hidden size={16} /> : <Play aria-hidden size={16} />}
      </button>
      <select
        className="viewer-select"
        aria-label={t("cine.speed")}
        value={rate}
        onChange={(event) => setRate(Number(event.target.value))}
      >
        {speeds.map((speed) => (
          <option key={speed} value={speed}>
            {t("cine.rate", { rate: speed })}
          </option>
        ))}
      </select>
    </div>
  );
}
