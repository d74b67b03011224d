import {
  ArrowUpRight,
  Circle,
  Contrast,
  Crosshair,
  DraftingCompass,
  FileText,
  FlipHorizontal2,
  FlipVertical2,
  Keyboard,
  Lasso,
  Layers,
  ListTree,
  type LucideIcon,
  Maximize,
  MessagesSquare,
  Move,
  MoveDiagonal,
  PanelLeft,
  RectangleHorizontal,
  RotateCcw,
  RotateCwSquare,
  Ruler,
  Search,
  Shapes,
  SquareDashedMousePointer,
  Star,
  SunMedium,
  Trash2,
  Triangle,
  Type,
  Undo2,
  ZoomIn,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useSyncExternalStore } from "react";
import { KEYED_COMMANDS } from "../chrome/commands";
import { type Command, keysOf } from "../chrome/keys";
import { TOOLS, type ToolName } from "../cornerstone/tool-names";
import { usePreferences } from "../preferences/use-preferences";
import { type SidePanel, sidePanel } from "../tools/side-panel";
import { PictureMenu } from "./picture-menu";
import type { WindowPreset } from "./presets";

const TOOL_ICONS: Record<ToolName, LucideIcon> = {
  window: SunMedium,
  region: SquareDashedMousePointer,
  scroll: Layers,
  zoom: ZoomIn,
  pan: Move,
  magnify: Search,
  length: Ruler,
  bidirectional: MoveDiagonal,
  angle: Triangle,
  cobb: DraftingCompass,
  ellipse: Circle,
  rectangle: RectangleHorizontal,
  freehand: Lasso,
  probe: Crosshair,
  arrow: ArrowUpRight,
  text: Type,
};

const SIDE_PANELS: [panel: SidePanel, icon: LucideIcon][] = [
  ["markings", Shapes],
  ["keyImages", Star],
  ["tags", ListTree],
  ["conversation", MessagesSquare],
];

type Props = {
  tool: ToolName;
  presets: WindowPreset[];
  isSeriesPanelOpen: boolean;
  isReportPanelOpen: boolean;
  reportCount: number;
  hasConversation: boolean;
  run: (command: Command) => void;
  /** How images stand beside each other. */
  children: ReactNode;
};

/** One thin row: panels at the ends, tools, presets and views between. */
export function Toolbar(props: Props) {
  const t = useTranslations("viewer");
  const more = useTranslations("viewerTools");
  const { run } = props;
  const { keys: chosen = {} } = usePreferences();
  const openPanel = useSyncExternalStore(sidePanel.subscribe, sidePanel.get, sidePanel.get);
  const keyOf = (kind: Command["kind"]) =>
    keysOf(KEYED_COMMANDS.find(({ command }) => command.kind === kind)?.id ?? "", chosen)[0] ?? "";
  return (
    <section className="viewer-toolbar" aria-label={t("toolbar.label")}>
      <Tool
        icon={PanelLeft}
        name={t("toolbar.seriesPanel")}
        shortcut={keyOf("seriesPanel")}
        isPressed={props.isSeriesPanelOpen}
        onPress={() => run({ kind: "seriesPanel" })}
      />
      <hr />
      {TOOLS.map((tool) => {
        return (
          <Tool
            key={tool}
            icon={TOOL_ICONS[tool]}
            name={more(`tools.${tool}`)}
            shortcut={keysOf(`tool-${tool}`, chosen)[0] ?? ""}
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
            {index + 1} ·{" "}
            {preset.label ?? `${t(`presets.${preset.key}`)} (${preset.center} / ${preset.width})`}
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
      <Tool
        icon={Contrast}
        name={t("toolbar.invert")}
        shortcut={keyOf("invert")}
        onPress={() => run({ kind: "invert" })}
      />
      <Tool
        icon={RotateCcw}
        name={t("toolbar.reset")}
        shortcut={keyOf("reset")}
        onPress={() => run({ kind: "reset" })}
      />
      <Tool
        icon={Trash2}
        name={t("toolbar.removeMeasurements")}
        shortcut={keyOf("removeMeasurements")}
        onPress={() => run({ kind: "removeMeasurements" })}
      />
      <Tool
        icon={Undo2}
        name={more("keys.undo")}
        shortcut={keyOf("undo")}
        onPress={() => run({ kind: "undo" })}
      />
      <hr />
      {props.children}
      <span className="flex-1" />
      {SIDE_PANELS.filter(([panel]) => panel !== "conversation" || props.hasConversation).map(
        ([panel, icon]) => (
          <Tool
            key={panel}
            icon={icon}
            name={more(`${panel}.panel`)}
            shortcut={panel === "keyImages" || panel === "markings" ? "" : keyOf(panel)}
            isPressed={openPanel === panel}
            onPress={() => sidePanel.toggle(panel)}
          />
        ),
      )}
      <PictureMenu run={run} />
      <Tool
        icon={Maximize}
        name={t("toolbar.fullScreen")}
        shortcut={keyOf("fullScreen")}
        onPress={() => run({ kind: "fullScreen" })}
      />
      <Tool
        icon={Keyboard}
        name={t("toolbar.help")}
        shortcut={keyOf("help")}
        onPress={() => run({ kind: "help" })}
      />
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
      title={shortcut ? `${name} (${shortcut})` : name}
      onClick={onPress}
    >
      <Icon aria-hidden size={17} strokeWidth={1.75} />
    </button>
  );
}
