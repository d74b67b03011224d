import { lookUpTag } from "@/lib/dicom";
import type { DicomElement, DicomJson } from "../data/dicom-json";

/** A line of the tag browser. `path` is unique; items of sequences come below their sequence. */
export type TagRow = { path: string; depth: number; tag: string; name: string; vr: string; value: string };

const LONGEST_VALUE = 500;
const DEEPEST = 16;
const MOST_ROWS = 20_000;

/** Every element of a data set (PS3.18 Annex F) in the order of its tags. */
export function tagRows(dataset: DicomJson): TagRow[] {
  const rows: TagRow[] = [];
  walk(dataset, "", 0, rows);
  return rows;
}

function walk(dataset: DicomJson, parent: string, depth: number, rows: TagRow[]): void {
  if (depth > DEEPEST) return;
  for (const tag of Object.keys(dataset).sort()) {
    const element = dataset[tag];
    if (!element || !/^[0-9A-Fa-f]{8}$/.test(tag) || rows.length >= MOST_ROWS) continue;
    const path = `${parent}/${tag}`;
    rows.push({
      path,
      depth,
      tag: `(${tag.slice(0, 4)},${tag.slice(4)})`,
      name: nameOf(tag),
      vr: element.vr ?? "",
      value: shownValue(element),
    });
    if (element.vr !== "SQ") continue;
    for (const [index, item] of (element.Value ?? []).entries()) {
      if (rows.length >= MOST_ROWS || typeof item !== "object" || item === null) continue;
      const at = `${path}/${index + 1}`;
      rows.push({ path: at, depth: depth + 1, tag: `#${index + 1}`, name: "", vr: "", value: "" });
      walk(item as DicomJson, at, depth + 2, rows);
    }
  }
}

function nameOf(tag: string): string {
  // Standard names are keywords in camel case: spaces make them words. Odd groups belong to the maker.
  const keyword = lookUpTag(Number.parseInt(tag, 16))?.keyword ?? "";
  return keyword.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2");
}

function shownValue(element: DicomElement): string {
  if (element.vr === "SQ") return `${element.Value?.length ?? 0} ×`;
  if (element.InlineBinary !== undefined) return `${Math.floor((element.InlineBinary.length * 3) / 4)} bytes`;
  if (element.BulkDataURI !== undefined) return "…";
  const text = (element.Value ?? []).map(plain).join(" \\ ");
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "object") return String(value);
  return Object.values(value as Record<string, unknown>)
    .filter((part) => typeof part === "string")
    .join(" = ");
}

/** Rows in which every word of the search stands, in the tag, the name or the value; with what they lie in. */
export function matchingRows(rows: TagRow[], search: string): TagRow[] {
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return rows;
  const kept = new Set<string>();
  for (const row of rows) {
    const text = `${row.tag} ${row.tag.replace(/[(),]/g, "")} ${row.name} ${row.name.replaceAll(" ", "")} ${row.vr} ${row.value}`;
    if (!wanted.every((word) => text.toLowerCase().includes(word))) continue;
    const parts = row.path.split("/");
    for (let length = 2; length <= parts.length; length += 1) kept.add(parts.slice(0, length).join("/"));
  }
  return rows.filter((row) => kept.has(row.path));
}
