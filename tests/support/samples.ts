import fs from "node:fs";
import path from "node:path";
import { generateStudy, part10Of } from "@/prisma/seed";
import { makeDisc } from "./disc";

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

/** Files of one CT series: real ones where they are, else the demo's own. */
export async function ctSeries(): Promise<string[]> {
  if (hasSamples) return samples("series/ct-lidc-idri-0314");
  const { instances } = await generateStudy("noord-ct-trauma");
  const images = instances.filter((instance) => instance.pixelData !== undefined);
  return filesIn(
    makeDisc(
      Object.fromEntries(images.map((image, index) => [`IM${index}`, Buffer.concat(part10Of(image))])),
    ),
  );
}

function filesIn(root: string): string[] {
  return fs
    .readdirSync(root)
    .map((name) => path.join(root, name))
    .sort();
}
