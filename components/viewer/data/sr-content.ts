import { formatDate, formatPersonName, formatTime } from "@/lib/i18n";
import { type DicomJson, items, number, text } from "./dicom-json";

/** What a line points at instead of saying it. */
export type SrReference = "images" | "objects" | "region" | "moment" | "part";

/** A line of a structured report with what hangs below it. */
export type SrNode = {
  heading: string;
  value: string;
  /** What it points at, and how many of them; the number of the other line for a part of the report itself. */
  reference?: { kind: SrReference; count: number; part: string };
  children: SrNode[];
};

/**
 * The content tree of a structured report (PS3.3 C.17.3) as headings and texts. What it points at is said by its kind: the
 * images, regions and moments themselves are drawn over the images. Lines that say nothing are left out.
 */
export function srContent(report: DicomJson): SrNode {
  return {
    heading: conceptName(report) || text(report, "0008103E") || "SR",
    value: "",
    children: childrenOf(report),
  };
}

function childrenOf(item: DicomJson): SrNode[] {
  const nodes = items(item, "0040A730").map(toNode).flatMap(lifted);
  const kept: SrNode[] = [];
  for (const node of nodes) {
    const last = kept.at(-1);
    // A library of images is one line that counts them.
    if (last && isBareReference(last) && isBareReference(node) && isAlike(last, node))
      kept[kept.length - 1] = { ...last, reference: counted(last, node) };
    else kept.push(node);
  }
  return kept;
}

/** A part without a name of its own stands for what it holds; without that it is nothing. */
function lifted(node: SrNode): SrNode[] {
  return node.heading || node.value || node.reference ? [node] : node.children;
}

const isBareReference = ({ heading, children, reference }: SrNode) =>
  !heading && children.length === 0 && reference !== undefined && reference.part === "";
const isAlike = (a: SrNode, b: SrNode) => a.reference?.kind === b.reference?.kind && a.value === b.value;
const counted = ({ reference: a }: SrNode, { reference: b }: SrNode): SrNode["reference"] =>
  a && b && { ...a, count: a.count + b.count };

function toNode(item: DicomJson): SrNode {
  const reference = referenceOf(item);
  return {
    heading: conceptName(item),
    value: nodeValue(item),
    ...(reference ? { reference } : {}),
    children: childrenOf(item),
  };
}

const REFERENCES: Record<string, SrReference> = {
  IMAGE: "images",
  COMPOSITE: "objects",
  WAVEFORM: "objects",
  SCOORD: "region",
  SCOORD3D: "region",
  TCOORD: "moment",
};

function referenceOf(item: DicomJson): SrNode["reference"] {
  const kind = REFERENCES[text(item, "0040A040")];
  if (kind) return { kind, count: 1, part: "" };
  // By reference (C.17.3.1): the numbers of the lines on the way to the one that is meant.
  const part = (item["0040DB73"]?.Value ?? []).map(String).join(".");
  return part ? { kind: "part", count: 1, part } : undefined;
}

function conceptName(item: DicomJson): string {
  return codeMeaning(items(item, "0040A043")[0]);
}

function codeMeaning(code: DicomJson | undefined): string {
  return text(code, "00080104") || text(code, "00080100");
}

const TEXT_VALUES: Record<string, [tag: string, read: (value: string) => string]> = {
  TEXT: ["0040A160", (value) => value],
  DATE: ["0040A121", (value) => formatDate(value) || value],
  TIME: ["0040A122", (value) => formatTime(value) || value],
  DATETIME: [
    "0040A120",
    (value) => [formatDate(value.slice(0, 8)) || value, formatTime(value.slice(8))].filter(Boolean).join(" "),
  ],
  PNAME: ["0040A123", (value) => formatPersonName(value) || value],
  UIDREF: ["0040A124", (value) => value],
};

function nodeValue(item: DicomJson): string {
  const type = text(item, "0040A040");
  if (type === "CODE") return codeMeaning(items(item, "0040A168")[0]);
  if (type === "NUM") {
    const measured = items(item, "0040A300")[0];
    const value = number(measured, "0040A30A");
    // Why there is no number, as "not a number" or "measurement failure" (0040,A301).
    if (value === undefined) return codeMeaning(items(item, "0040A301")[0]);
    return `${value} ${unitOf(items(measured, "004008EA")[0])}`.trim();
  }
  const [tag, read] = TEXT_VALUES[type] ?? [];
  return tag && read ? read(text(item, tag)) : "";
}

/** UCUM puts what isn't a unit in braces: its meaning reads better. */
function unitOf(unit: DicomJson | undefined): string {
  const symbol = text(unit, "00080100");
  if (symbol === "1") return "";
  return symbol.startsWith("{") ? text(unit, "00080104") || symbol.slice(1, -1) : symbol;
}
