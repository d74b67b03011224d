import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { LAYOUTS, type Layout, shapeOf } from "../state/viewer-state";

type Props = { layout: Layout; onChoose: (layout: Layout) => void; onClose: () => void };

/** A grid of three by three: point at, or go to with the arrows, how many images there should be. */
export function LayoutPicker({ layout, onChoose, onClose }: Props) {
  const t = useTranslations("viewer.layouts");
  const [at, setAt] = useState<Layout>(layout);
  const grid = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    grid.current?.querySelector<HTMLElement>(`[data-layout="${at}"]`)?.focus();
  }, [at]);
  // The row of tools scrolls: what hangs below it has to stand outside of it.
  const [place, setPlace] = useState({ left: 0, top: 0 });
  useEffect(() => {
    const button = grid.current?.previousElementSibling?.getBoundingClientRect();
    if (button) setPlace({ left: Math.min(button.left, window.innerWidth - 132), top: button.bottom + 4 });
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    const { rows, columns } = shapeOf(at);
    const step = STEPS[event.key];
    if (event.key === "Escape") return onClose();
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const within = (value: number) => Math.min(3, Math.max(1, value));
    setAt(`${within(rows + step[0])}x${within(columns + step[1])}` as Layout);
  };
  const chosen = shapeOf(at);
  return (
    <fieldset
      ref={grid}
      className="viewer-layout-picker"
      data-own-arrows
      style={place}
      aria-label={t("label")}
      onKeyDown={onKeyDown}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && onClose()}
    >
      {LAYOUTS.map((each) => {
        const { rows, columns } = shapeOf(each);
        return (
          <button
            key={each}
            type="button"
            tabIndex={each === at ? 0 : -1}
            data-layout={each}
            data-covered={(rows <= chosen.rows && columns <= chosen.columns) || undefined}
            aria-pressed={each === layout}
            aria-label={t("name", { rows, columns })}
            onPointerEnter={() => setAt(each)}
            onClick={() => onChoose(each)}
          />
        );
      })}
      <p aria-hidden>{t("name", { rows: chosen.rows, columns: chosen.columns })}</p>
    </fieldset>
  );
}

const STEPS: Record<string, [rows: number, columns: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};
