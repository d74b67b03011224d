import {
  Circle,
  Contrast,
  Crosshair,
  FileText,
  FlipHorizontal2,
  FlipVertical2,
  Keyboard,
  Layers,
  type LucideIcon,
  Maximize,
  Move,
  PanelLeft,
  RectangleHorizontal,
  RotateCcw,
  RotateCwSquare,
  Ruler,
  Search,
  SunMedium,
  Trash2,
  Triangle,
  ZoomIn,
} from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Command } from "../chrome/keys";
import { TOOLS, type ToolName } from "../cornerstone/tools";
import type { WindowPreset } from "./presets";

const TOOL_ICONS: Record<ToolName, [icon: LucideIcon, key: string]> = {
  window: [SunMedium, "W"],
  scroll: [Layers, "S"],
  zoom: [ZoomIn, "Z"],
  pan: [Move, "P"],
  magnify: [Search, "M"],
  length: [Ruler, "L"],
  angle: [Triangle, "A"],
  ellipse: [Circle, "E"],
  rectangle: [RectangleHorizontal, "R"],
  probe: [Crosshair, "B"],
};

type Props = {
  tool: ToolName;
  presets: WindowPreset[];
  isSeriesPanelOpen: boolean;
  isReportPanelOpen: boolean;
  reportCount: number;
  run: (command: Command) => void;
  /** How images stand beside each other. */
  children: ReactNode;
};

/** One thin row: panels at the ends, tools, presets and views between. */
export function Toolbar(props: Props) {
  const t = useTranslations("viewer");
  const { run } = props;
  return (
    <section className="viewer-toolbar" aria-label={t("toolbar.label")}>
      <Tool
        icon={PanelLeft}
        name={t("toolbar.seriesPanel")}
        shortcut="T"
        isPressed={props.isSeriesPanelOpen}
        onPress={() => run({ kind: "seriesPanel" })}
      />
      <hr />
      {TOOLS.map((tool) => {
        const [icon, shortcut] = TOOL_ICONS[tool];
        return (
          <Tool
            key={tool}
            icon={icon}
            name={t(`tools.${tool}`)}
            shortcut={shortcut}
            isPressed={props.tool === tool}
            onPress={() => run({ kind: "tool", tool })}
          />
        );
      })}
      <hr />
      <select
        className="viewer-select"
        aria-label={t("toolbar.presets")}
        value=""
        disabled={props.presets.length === 0}
        onChange={(event) => run({ kind: "preset", index: Number(event.target.value) })}
      >
        <option value="" disabled>
          {t("toolbar.presets")}
        </option>
        {props.presets.map((preset, index) => (
          <option key={preset.key} value={index}>
            {index + 1} · {t(`presets.${preset.key}`)} ({preset.center} / {preset.width})
          </option>
        ))}
      </select>
      <hr />
      <Tool
        icon={RotateCwSquare}
        name={t("toolbar.rotate")}
        shortcut="]"
        onPress={() => run({ kind: "rotate", degrees: 90 })}
      />
      <Tool
        icon={FlipHorizontal2}
        name={t("toolbar.flipHorizontal")}
        shortcut="H"
        onPress={() => run({ kind: "flip", axis: "horizontal" })}
      />
      <Tool
        icon={FlipVertical2}
        name={t("toolbar.flipVertical")}
        shortcut="V"
        onPress={() => run({ kind: "flip", axis: "vertical" })}
      />
      <Tool icon={Contrast} name={t("toolbar.invert")} shortcut="I" onPress={() => run({ kind: "invert" })} />
      <Tool icon={RotateCcw} name={t("toolbar.reset")} shortcut="0" onPress={() => run({ kind: "reset" })} />
      <Tool
        icon={Trash2}
        name={t("toolbar.removeMeasurements")}
        shortcut="Del"
        onPress={() => run({ kind: "removeMeasurements" })}
      />
      <hr />
      {props.children}
      <span className="flex-1" />
      <Tool
        icon={Maximize}
        name={t("toolbar.fullScreen")}
        shortcut="F"
        onPress={() => run({ kind: "fullScreen" })}
      />
      <Tool icon={Keyboard} name={t("toolbar.help")} shortcut="?" onPress={() => run({ kind: "help" })} />
      <button
        type="button"
        className="viewer-icon-button px-2"
        aria-pressed={props.isReportPanelOpen}
        title={`${t("toolbar.reportPanel")} (D)`}
        onClick={() => run({ kind: "reportPanel" })}
      >
        <FileText aria-hidden size={17} />
        <span className="ml-1 text-sm">{t("toolbar.reports", { count: props.reportCount })}</span>
      </button>
    </section>
  );
}

type ToolProps = {
  icon: LucideIcon;
  name: string;
  shortcut: string;
  isPressed?: boolean;
  onPress: () => void;
};

function Tool({ icon: Icon, name, shortcut, isPressed, onPress }: ToolProps) {
  return (
    <button
      type="button"
      className="viewer-icon-button"
      aria-label={name}
      aria-pressed={isPressed}
      title={`${name} (${shortcut})`}
      onClick={onPress}
    >
      <Icon aria-hidden size={17} strokeWidth={1.75} />
    </button>
  );
}
