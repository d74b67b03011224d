import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import type { DisplaySet } from "../data/display-sets";
import { fusionFactor } from "../data/suv";
import type { BlendingState } from "../overlays/blending-state";
import {
  COLOR_MAPS,
  type ColorMap,
  type PaneView,
  PLANES,
  SLAB_MODES,
  type SlabMode,
} from "../state/pane-view";

type Props = {
  view: PaneView;
  fusion: DisplaySet | null;
  /** Saved blendings of these two series. */
  blendings: BlendingState[];
  onView: (view: Partial<PaneView>) => void;
};

const THICKNESSES = [0, 3, 5, 10, 20, 30, 50];
const SUV_TOPS = [2.5, 5, 7, 10, 15, 25];

/** Plane, slab, turns of an oblique plane and colours of what lies over it: one quiet row at the foot of the image. */
export function VolumeControls({ view, fusion, blendings, onView }: Props) {
  const t = useTranslations("viewer.volume");
  const row = useRef<HTMLFieldSetElement>(null);
  // Letters and corners stand above it, however many lines it takes.
  useEffect(() => {
    const host = row.current?.parentElement;
    if (!row.current || !host) return;
    const resizing = new ResizeObserver(([entry]) => {
      const height = entry?.borderBoxSize[0]?.blockSize ?? 0;
      host.style.setProperty("--volume-controls", `${height + 6}px`);
    });
    resizing.observe(row.current);
    return () => {
      resizing.disconnect();
      host.style.removeProperty("--volume-controls");
    };
  }, []);
  return (
    <fieldset ref={row} className="viewer-volume-controls" aria-label={t("controls")}>
      <select
        className="viewer-select"
        aria-label={t("plane")}
        value={view.plane}
        onChange={(event) => onView({ plane: event.target.value as PaneView["plane"] })}
      >
        {PLANES.map((plane) => (
          <option key={plane} value={plane}>
            {t(`planes.${plane}`)}
          </option>
        ))}
      </select>
      <select
        className="viewer-select"
        aria-label={t("thickness")}
        value={view.slabMm}
        onChange={(event) => onView({ slabMm: Number(event.target.value) })}
      >
        {THICKNESSES.map((thickness) => (
          <option key={thickness} value={thickness}>
            {thickness === 0 ? t("thin") : t("millimetres", { value: thickness })}
          </option>
        ))}
      </select>
      {view.slabMm > 0 && (
        <select
          className="viewer-select"
          aria-label={t("slab")}
          value={view.slabMode}
          onChange={(event) => onView({ slabMode: event.target.value as SlabMode })}
        >
          {SLAB_MODES.map((mode) => (
            <option key={mode} value={mode}>
              {t(`slabs.${mode}`)}
            </option>
          ))}
        </select>
      )}
      {view.plane === "oblique" && (
        <>
          <Slider
            name={t("tilt")}
            from={-90}
            to={90}
            value={view.tilt}
            onChange={(tilt) => onView({ tilt })}
          />
          <Slider
            name={t("turn")}
            from={-90}
            to={90}
            value={view.turn}
            onChange={(turn) => onView({ turn })}
          />
        </>
      )}
      {blendings.length > 0 && (
        <select
          className="viewer-select"
          aria-label={t("blending")}
          value={view.blendingId ?? ""}
          onChange={(event) => onView({ blendingId: event.target.value || null })}
        >
          <option value="">{t("ownBlending")}</option>
          {blendings.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      )}
      {fusion && view.blendingId === null && (
        <>
          <Slider
            name={t("opacity")}
            from={0}
            to={100}
            value={Math.round(view.fusionOpacity * 100)}
            onChange={(value) => onView({ fusionOpacity: value / 100 })}
          />
          <select
            className="viewer-select"
            aria-label={t("colors")}
            value={view.fusionColors}
            onChange={(event) => onView({ fusionColors: event.target.value as ColorMap })}
          >
            {COLOR_MAPS.map((map) => (
              <option key={map} value={map}>
                {t(`maps.${map}`)}
              </option>
            ))}
          </select>
          {fusionFactor(fusion) !== undefined && (
            <select
              className="viewer-select"
              aria-label={t("suvTop")}
              value={view.fusionTop}
              onChange={(event) => onView({ fusionTop: Number(event.target.value) })}
            >
              {SUV_TOPS.map((top) => (
                <option key={top} value={top}>
                  {t("suvRange", { top })}
                </option>
              ))}
            </select>
          )}
        </>
      )}
    </fieldset>
  );
}

type SliderProps = {
  name: string;
  from: number;
  to: number;
  value: number;
  onChange: (value: number) => void;
};

function Slider({ name, from, to, value, onChange }: SliderProps) {
  return (
    <label>
      <span>{name}</span>
      <input
        type="range"
        min={from}
        max={to}
        value={value}
        onChange={(event) => onChange(Number(event.target.value))}
      />
      <output>{value}</output>
    </label>
  );
}
