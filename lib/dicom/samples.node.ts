import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { Part10Scanner, type ScannedInstance, type ScanOptions } from "./scan-part10";

// Test support: the folder of real DICOM files that is not part of the project.
export const samplesFolder = path.resolve(process.env.DICOM_SAMPLES ?? "../shared/dicom");
export const hasSamples = existsSync(path.join(samplesFolder, "MANIFEST.tsv"));
export const samplesMissing = `no DICOM samples in ${samplesFolder} (set DICOM_SAMPLES)`;

export type Row = Record<string, string>;

/** Rows of a tab-separated list by column name; \t, \n, \0 and \\ are escaped with a backslash. */
export function readTable(name: string): Row[] {
  const [header = "", ...lines] = readFileSync(path.join(samplesFolder, name), "utf8").split("\n");
  const columns = header.split("\t");
  return lines
    .filter((line) => line !== "")
    .map((line) => {
      const cells = line.split("\t").map(unescapeCell);
      return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ""]));
    });
}

function unescapeCell(cell: string): string {
  const names: Record<string, string> = { t: "\t", n: "\n", r: "\r", "0": "\0", "\\": "\\" };
  return cell.replace(/\\([tnr0\\])/g, (_, code: string) => names[code] ?? code);
}

export function readSample(name: string): Uint8Array {
  return new Uint8Array(readFileSync(path.join(samplesFolder, name)));
}

/** Scans bytes in chunks of the given sizes, repeated. */
export function scan(bytes: Uint8Array, options?: ScanOptions, sizes: number[] = [65536]): ScannedInstance {
  const scanner = new Part10Scanner(options);
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 65536;
    scanner.write(bytes.subarray(at, at + size));
    at += size;
  }
  return scanner.end();
}
