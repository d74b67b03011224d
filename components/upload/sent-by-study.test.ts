import { expect, test } from "vitest";
import type { BundleFile } from "./pack-bundles";
import { SentByStudy } from "./sent-by-study";

const file = (studyInstanceUid: string, size: number, more: Partial<BundleFile> = {}) =>
  ({ studyInstanceUid, source: { path: "x", size, lastModified: 0 }, ...more }) as unknown as BundleFile;

test("a file counts when all of it has left; a bundle that goes on replaces what it had sent", () => {
  const sent = new SentByStudy();
  const [a, b] = [file("1", 100), file("2", 50)];
  sent.addKnown(file("1", 7));
  sent.setBundle(0, [
    [a, 60],
    [b, 0],
  ]);
  expect([...sent.totals()]).toEqual([
    ["1", { files: 1, bytes: 67 }],
    ["2", { files: 0, bytes: 0 }],
  ]);
  sent.setBundle(0, [
    [a, 100],
    [b, 50],
  ]);
  sent.setBundle(1, [[file("2", 30, { document: {} } as Partial<BundleFile>), 30]]);
  expect([...sent.totals()]).toEqual([
    ["1", { files: 2, bytes: 107 }],
    ["2", { files: 1, bytes: 80 }],
  ]);
});
