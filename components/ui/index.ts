export {
  Badge,
  EmergencyBadge,
  ModalityBadge,
  Notice,
  StatusBadge,
  type Tone,
} from "./badge";
export { Bsn } from "./bsn";
export { Button, buttonVariants } from "./button";
export { Checkbox } from "./checkbox";
export { Chip } from "./chip";
export { cn } from "./cn";
export { Combobox, type ComboboxOption } from "./combobox";
export { DataTable } from "./data-table";
export type { DataColumn, DataSort } from "./data-table-model";
export { Dialog, DialogClose, DialogTrigger, Sheet } from "./dialog";
export {
  DropdownMenu,
  MenuCheckboxItem,
  MenuItem,
  MenuLabel,
  MenuRadioGroup,
  MenuSeparator,
} from "./dropdown-menu";
export { Field, useFieldControl, useFieldLabelId } from "./field";
export { IconButton } from "./icon-button";
export { Input, Textarea } from "./input";
export { KeyHint } from "./key-hint";
export { DescriptionList, PageHeader, Panel } from "./page-header";
export { type BannerPatient, PatientBanner } from "./patient-banner";
export { Popover, PopoverClose } from "./popover";
export { ProgressBar } from "./progress-bar";
export { RadioGroup, type RadioOption } from "./radio-group";
export { Select, type SelectOption } from "./select";
export { EmptyState, ErrorState, Skeleton, SkeletonRows } from "./states";
export { Switch } from "./switch";
export { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "./table";
export { Tabs } from "./tabs";
export { Timeline, type TimelineEvent } from "./timeline";
export { Toaster, toast } from "./toast";
export { Tooltip, TooltipProvider } from "./tooltip";
export { useFormat } from "./use-format";
export { useMediaQuery } from "./use-media-query";
