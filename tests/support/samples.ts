import fs from "node:fs";
import path from "node:path";

const folder = path.resolve(import.meta.dirname, "../..", process.env.DICOM_SAMPLES ?? "../shared/dicom");

/** Whether the folder with real files is here; it stands beside the project, not in it. */
export const hasSamples = fs.existsSync(folder);

/** The DICOM files of one folder of the samples, sorted by name. */
export function samples(name: string): string[] {
  return fs
    .readdirSync(path.join(folder, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
