import { readFile } from "node:fs/promises";
import path from "node:path";
import { headers } from "next/headers";
import { BUILD_FOLDER } from "@/lib/env";

type Manifest = Record<string, { files: string[] }>;

let programs: Promise<string[]> | undefined;

/**
 * Names the renderer's program in the page's head, so that it comes while the page's first program still runs: Next
 * does so only for parts that are drawn on the server too, and Cornerstone can't be.
 */
export async function PreloadPrograms() {
  if (process.env.NODE_ENV !== "production") return null;
  programs ??= readPrograms();
  const nonce = /'nonce-([^']+)'/.exec((await headers()).get("content-security-policy") ?? "")?.[1];
  return (await programs).map((file) => (
    <link key={file} rel="preload" as="script" fetchPriority="low" href={`/_next/${file}`} nonce={nonce} />
  ));
}

/** What the build wrote down of this page's later parts. */
async function readPrograms(): Promise<string[]> {
  const file = path.join(BUILD_FOLDER, "server/app/viewer/page/react-loadable-manifest.json");
  const manifest = JSON.parse(await readFile(file, "utf8")) as Manifest;
  return Object.values(manifest)
    .flatMap(({ files }) => files)
    .filter((name) => name.endsWith(".js"));
}
