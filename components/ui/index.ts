export {
  Badge,
  EmergencyBadge,
  ModalityBadge,
  Notice,
  StatusBadge,
  type Tone,
} from "./badge";

export { Button } from "./button";
export { Checkbox } from "./checkbox";
export { Chip } from "./chip";
export { cn } from "./cn";
export { Combobox } from "./combobox";
export { DataTable } from "./data-table";
export type { DataColumn, DataSort } from "./data-table-model";
export { Dialog } from "./dialog";
export {
  DropdownMenu,
  MenuItem,
  MenuLabel,
  MenuRadioGroup,
  MenuSeparator,
} from "./dropdown-menu";
export { Field } from "./field";
export { IconButton } from "./icon-button";
export { Input, Textarea } from "./input";
export { KeyHint } from "./key-hint";
export { ActionBar, DescriptionList, PageHeader, Panel } from "./page-header";
export { PatientBanner } from "./patient-banner";
export { Popover } from "./popover";
export { ProgressBar } from "./progress-bar";
export { RadioGroup } from "./radio-group";
export { Select } from "./select";
export { EmptyState, ErrorState, Skeleton, SkeletonRows } from "./states";

export { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "./table";
export { Tabs } from "./tabs";
export { Timeline, type TimelineEvent } from "./timeline";
export { Toaster, toast } from "./toast";
export { Tooltip, TooltipProvider } from "./tooltip";
export { useCurrentInSight } from "./use-current-in-sight";
export { useEarlyInput } from "./use-early-input";
export { useFormat } from "./use-format";
export { useMediaQuery } from "./use-media-query";
