import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { BUILD_FOLDER } from "@/lib/env";
import { compressStatic } from "./compress-static";

const root = path.resolve(import.meta.dirname, "../..");
const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "next.config.ts",
  "postcss.config.mjs",
  "package-lock.json",
  "tsconfig.json",
];

/** Builds the pages, unless they were built from exactly these sources. */
export async function buildWeb(): Promise<void> {
  const stampFile = path.join(BUILD_FOLDER, "beeldbrug-sources");
  const stamp = hashSources();
  if (fs.existsSync(stampFile) && fs.readFileSync(stampFile, "utf8") === stamp) return;
  await run(path.join(root, "node_modules/.bin/next"), ["build"]);
  await compressStatic(path.join(BUILD_FOLDER, "static"));
  fs.writeFileSync(stampFile, stamp);
}

function hashSources(): string {
  const hash = createHash("sha256");
  const visit = (relative: string): void => {
    const full = path.join(root, relative);
    if (!fs.existsSync(full)) return;
    if (fs.statSync(full).isDirectory()) {
      for (const name of fs.readdirSync(full).sort()) visit(path.join(relative, name));
      return;
    }
    hash.update(relative).update("\0").update(fs.readFileSync(full)).update("\0");
  };
  SOURCES.forEach(visit);
  return hash.digest("hex");
}

function run(command: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    });
    let output = "";
    const keep = (chunk: Buffer) => {
      output = `${output}${chunk}`.slice(-8000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(`the build failed:\n${output}`))));
  });
}
