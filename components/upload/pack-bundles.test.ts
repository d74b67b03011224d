import { expect, test } from "vitest";
import { type BundleFile, buildBundle, planBundles, sentByFile } from "./pack-bundles";

function file(path: string, content: string, document?: { title: string }): BundleFile {
  const blob = new Blob([content]);
  return {
    source: {
      path,
      size: blob.size,
      lastModified: 5,
      head: async (length) => blob.slice(0, length),
      read: async () => blob,
    },
    studyInstanceUid: "1.2",
    ...(document ? { document } : {}),
  };
}

test("bundles keep the order and stay below their size; a large file travels alone", () => {
  const files = [file("a", "xxxx"), file("b", "xxxx"), file("c", "x".repeat(50)), file("d", "x")];
  const bundles = planBundles(files, 10);
  expect(bundles.map((bundle) => bundle.map(({ source }) => source.path))).toEqual([
    ["a", "b"],
    ["c"],
    ["d"],
  ]);
  expect(planBundles([])).toEqual([]);
});

test("a bundle is length, header, bytes", async () => {
  const { bundle, unreadable } = await buildBundle([
    file("é/a", "hello"),
    file("b.pdf", "%PDF", { title: "b.pdf" }),
  ]);
  expect(unreadable).toEqual([]);
  const bytes = new Uint8Array(await (bundle as NonNullable<typeof bundle>).blob.arrayBuffer());
  const length = new DataView(bytes.buffer).getUint32(0);
  expect(bundle?.headerBytes).toBe(4 + length);
  expect(JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)))).toEqual({
    files: [
      { path: "é/a", size: 5, lastModified: 5 },
      { path: "b.pdf", size: 4, lastModified: 5, role: "DOCUMENT", studyInstanceUid: "1.2", title: "b.pdf" },
    ],
  });
  expect(new TextDecoder().decode(bytes.subarray(4 + length))).toBe("hello%PDF");
});

test("a file that the disc doesn't give is left out and named", async () => {
  const broken = file("broken", "12345");
  broken.source.read = () => Promise.reject(new Error("NotReadableError"));
  const changed = file("changed", "12345");
  changed.source.read = async () => new Blob(["1"]);
  const { bundle, unreadable } = await buildBundle([broken, file("good", "x"), changed]);
  expect(bundle?.files.map(({ source }) => source.path)).toEqual(["good"]);
  expect(unreadable.map(({ source }) => source.path)).toEqual(["broken", "changed"]);
});

test("progress counts for the file whose bytes left", async () => {
  const { bundle } = await buildBundle([file("a", "aaaa"), file("b", "bbbb")]);
  if (!bundle) throw new Error("no bundle");
  const shares = (sent: number) => [...sentByFile(bundle, sent)].map(([, share]) => share);
  expect(shares(2)).toEqual([0, 0]);
  expect(shares(bundle.headerBytes + 6)).toEqual([4, 2]);
  expect(shares(bundle.blob.size)).toEqual([4, 4]);
});
