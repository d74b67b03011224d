import { unprocessable } from "@/lib/errors";
import type { DirectoryFile } from "./directory-file";
import { readCsv } from "./read-csv";
import { readFhirBundle } from "./read-fhir-bundle";

/**
 * Reads a CSV or a FHIR Bundle, told apart by their first character.
 * @throws ProblemError 422 `unreadable_directory`
 */
export function readDirectoryFile(text: string): { file: DirectoryFile; kind: "CSV" | "FHIR" } {
  try {
    if (/^\uFEFF?\s*\{/.test(text))
      return { file: readFhirBundle(JSON.parse(text.replace(/^\uFEFF/, ""))), kind: "FHIR" };
    return { file: readCsv(text), kind: "CSV" };
  } catch (error) {
    throw unprocessable(
      "unreadable_directory",
      `The file is neither a FHIR Bundle nor CSV: ${(error as Error).message}`,
    );
  }
}
