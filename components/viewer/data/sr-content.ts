import { type DicomJson, items, number, text } from "./dicom-json";

/** A line of a structured report with what hangs below it. */
export type SrNode = { heading: string; value: string; children: SrNode[] };

/**
 * The content tree of a structured report (PS3.3 C.17.3) as headings and texts.
 * References to images are left to the viewer; they show as their concept's name.
 */
export function srContent(report: DicomJson): SrNode {
  return {
    heading: conceptName(report) || text(report, "0008103E") || "SR",
    value: "",
    children: items(report, "0040A730").map(toNode),
  };
}

function toNode(item: DicomJson): SrNode {
  return {
    heading: conceptName(item),
    value: nodeValue(item),
    children: items(item, "0040A730").map(toNode),
  };
}

function conceptName(item: DicomJson): string {
  return codeMeaning(items(item, "0040A043")[0]);
}

function codeMeaning(code: DicomJson | undefined): string {
  return text(code, "00080104") || text(code, "00080100");
}

const TEXT_VALUES: Record<string, string> = {
  TEXT: "0040A160",
  DATE: "0040A121",
  TIME: "0040A122",
  DATETIME: "0040A120",
  PNAME: "0040A123",
  UIDREF: "0040A124",
};

function nodeValue(item: DicomJson): string {
  const type = text(item, "0040A040");
  if (type === "CODE") return codeMeaning(items(item, "0040A168")[0]);
  if (type === "NUM") {
    const measured = items(item, "0040A300")[0];
    const unit = items(measured, "004008EA")[0];
    const symbol = text(unit, "00080100");
    return [number(measured, "0040A30A") ?? "", symbol === "1" ? "" : symbol].join(" ").trim();
  }
  const tag = TEXT_VALUES[type];
  return tag ? text(item, tag) : "";
}
