import { spawnSync } from "node:child_process";
import path from "node:path";

/** Debian keeps its packages with its own python, whatever else is in PATH. */
const PYTHONS = ["python3", "/usr/bin/python3"];
const python = PYTHONS.find((each) => spawnSync(each, ["-c", "import pydicom, numpy"]).status === 0);

export const hasPydicom = python !== undefined;

/** What tests/support/read_with_pydicom.py says of files, by path; `error` where pydicom can't read one. */
export function readWithPydicom<Result>(
  kind: "transcoded" | "attributes",
  files: readonly string[],
): Record<string, Result | { error: string }> {
  return ask("read_with_pydicom.py", { kind, files });
}

/** What tests/support/pixel_values.py answers to its request. */
export const pixelValues = <Answer>(request: object): Answer => ask("pixel_values.py", request);

function ask<Answer>(script: string, request: object): Answer {
  if (python === undefined) throw new Error("there is no python3 with pydicom");
  const { status, stdout, stderr } = spawnSync(python, [path.join(import.meta.dirname, script)], {
    input: JSON.stringify(request),
    encoding: "utf8",
    maxBuffer: 1024 ** 3,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** How many instances pydicom finds by a DICOMDIR, each of them opened. */
export function fileSetLength(directory: string): number {
  const script =
    "import sys; from pydicom.fileset import FileSet; print(sum(1 for each in FileSet(sys.argv[1]) if each.load()))";
  const { status, stdout, stderr } = spawnSync(python ?? "python3", ["-c", script, directory], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  return Number(stdout);
}
