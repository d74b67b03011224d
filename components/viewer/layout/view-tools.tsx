import {
  Box,
  Crosshair,
  Flame,
  LayoutGrid,
  Link,
  Link2,
  type LucideIcon,
  SquareSplitVertical,
} from "lucide-react";
import { useTranslations } from "next-intl";
import type { Command } from "../chrome/commands";
import { keysOf } from "../chrome/keys";
import { usePreferences } from "../preferences/use-preferences";
import type { Layout, ViewerState } from "../state/viewer-state";
import { LayoutPicker } from "./layout-picker";

type Props = {
  state: ViewerState;
  canReconstruct: boolean;
  canFuse: boolean;
  isReconstructed: boolean;
  isFused: boolean;
  run: (command: Command) => void;
  onLayout: (layout: Layout) => void;
};

/** How images stand beside each other: layout, what they share, and planes through volumes. */
export function ViewTools({
  state,
  canReconstruct,
  canFuse,
  isReconstructed,
  isFused,
  run,
  onLayout,
}: Props) {
  const t = useTranslations("viewer");
  const { keys } = usePreferences();
  const titled = (name: string, id: string) => {
    const [key] = keysOf(id, keys);
    return key ? `${name} (${key.length === 1 ? key.toUpperCase() : key})` : name;
  };
  const shared: [LucideIcon, "sync" | "link" | "referenceLines" | "crosshair", string, boolean][] = [
    [Link2, "sync", "sync", state.isSynced],
    [Link, "link", "link", state.isLinked],
    [SquareSplitVertical, "referenceLines", "reference-lines", state.hasReferenceLines],
    [Crosshair, "crosshair", "crosshair", state.hasCrosshair],
  ];
  return (
    <>
      <button
        type="button"
        className="viewer-icon-button"
        aria-label={t("layouts.choose", { layout: state.layout.replace("x", " × ") })}
        aria-expanded={state.isLayoutPickerOpen}
        title={titled(t("layouts.label"), "layout")}
        onClick={() => run({ kind: "layout" })}
      >
        <LayoutGrid aria-hidden size={17} strokeWidth={1.75} />
        <span className="ml-1 text-xs tabular-nums">{state.layout}</span>
      </button>
      {state.isLayoutPickerOpen && (
        <LayoutPicker layout={state.layout} onChoose={onLayout} onClose={() => run({ kind: "escape" })} />
      )}
      {shared.map(([Icon, kind, id, isPressed]) => (
        <button
          key={kind}
          type="button"
          className="viewer-icon-button"
          aria-label={t(`toolbar.${kind}`)}
          aria-pressed={isPressed}
          title={titled(t(`toolbar.${kind}`), id)}
          onClick={() => run({ kind })}
        >
          <Icon aria-hidden size={17} strokeWidth={1.75} />
        </button>
      ))}
      <button
        type="button"
        className="viewer-icon-button px-1.5"
        aria-label={t("toolbar.mpr")}
        aria-pressed={isReconstructed}
        title={titled(t("toolbar.mpr"), "mpr")}
        disabled={!canReconstruct && !isReconstructed}
        onClick={() => run({ kind: "mpr" })}
      >
        <Box aria-hidden size={17} strokeWidth={1.75} />
        <span className="ml-1 text-xs">MPR</span>
      </button>
      <button
        type="button"
        className="viewer-icon-button"
        aria-label={t("toolbar.fusion")}
        aria-pressed={isFused}
        title={titled(t("toolbar.fusion"), "fusion")}
        disabled={!canFuse && !isFused}
        onClick={() => run({ kind: "fusion" })}
      >
        <Flame aria-hidden size={17} strokeWidth={1.75} />
      </button>
    </>
  );
}
