// Runs on the system's Node.js (20 or newer) before anything is installed: built-ins only.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const at = (...parts) => path.join(root, ...parts);
const hashOf = (...files) => {
  const hash = createHash("sha256");
  for (const file of files) hash.update(fs.readFileSync(at(file)));
  return hash.digest("hex");
};
const isStamped = (file, value) => fs.existsSync(at(file)) && fs.readFileSync(at(file), "utf8") === value;

/** Installs the dependencies and generates the database client, each only when its source has changed. */
export function install({ isQuiet = false } = {}) {
  const say = (text) => isQuiet || process.stdout.write(`${text}\n`);
  const packages = hashOf("package-lock.json");
  if (!isStamped("node_modules/.beeldbrug-installed", packages)) {
    say("• Installing packages");
    // Not "npm ci": it refuses a lock file when a registry lacks an optional package of another platform.
    run("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"], isQuiet);
    fs.writeFileSync(at("node_modules/.beeldbrug-installed"), packages);
  }
  const schema = hashOf("prisma/schema.prisma", "package-lock.json");
  if (!isStamped("lib/db/generated/.beeldbrug-schema", schema)) {
    say("• Generating the database client");
    // Generating needs no schema engine; naming one keeps the command line from downloading it.
    run(at("node_modules/.bin/prisma"), ["generate"], true, {
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    });
    fs.writeFileSync(at("lib/db/generated/.beeldbrug-schema"), schema);
  }
}

function run(command, args, isQuiet, extra = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", isQuiet ? "pipe" : "inherit", isQuiet ? "pipe" : "inherit"],
    env: { ...process.env, ...extra },
  });
  if (result.status === 0) return;
  if (isQuiet) process.stderr.write(`${result.stdout ?? ""}${result.stderr ?? ""}`);
  process.stderr.write(
    `${path.basename(command)} ${args[0]} failed${result.error ? `: ${result.error.message}` : ""}\n`,
  );
  process.exit(1);
}

/** Hands over to the Node.js that the project pins, which runs TypeScript through tsx; passes signals and the exit code on. */
export function runPinned(script, args = process.argv.slice(2)) {
  const child = spawn(
    at("node_modules/.bin/node"),
    ["--import", at("node_modules/tsx/dist/esm/index.mjs"), at(script), ...args],
    {
      stdio: "inherit",
      env: {
        ...process.env,
        PATH: `${at("node_modules/.bin")}${path.delimiter}${process.env.PATH}`,
        BEELDBRUG_CWD: process.cwd(),
      },
      cwd: root,
    },
  );
  // Ctrl-C reaches the child by itself, as part of the terminal's group; SIGTERM has to be passed on.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
