import { execFile, spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { it } from "vitest";
import { freePort } from "./free-port";

const run = promisify(execFile);

const isHere = (program: string) =>
  spawnSync("sh", ["-c", `command -v ${program}`], { stdio: "ignore" }).status === 0;

/** Tests that need dcmtk, and Orthanc too; `npm test` says what was left out. */
export const hasDcmtk = isHere("storescu") && isHere("openssl");
export const itWithDcmtk = it.skipIf(!hasDcmtk);
export const itWithOrthanc = it.skipIf(!isHere("Orthanc"));

/** Runs one of dcmtk's programs; answers its exit code and what it said. */
export async function dcmtk(program: string, ...args: string[]): Promise<{ code: number; output: string }> {
  return run(program, args, { encoding: "utf8", maxBuffer: 1 << 26 }).then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      output: error.stdout + error.stderr,
    }),
  );
}

export interface RunningProgram {
  port: number;
  /** Where it keeps what it gets. */
  folder: string;
  output: () => string;
  stop(): Promise<void>;
}

/** dcmtk's storage SCP on a free port; it keeps files as they come. */
export async function startStorescp(...options: string[]): Promise<RunningProgram> {
  const folder = temporaryFolder("storescp");
  const port = await freePort();
  return startProgram("storescp", ["-v", "-od", folder, ...options, String(port)], { port, folder });
}

export async function startProgram(
  program: string,
  args: string[],
  { port, folder }: { port: number; folder: string },
): Promise<RunningProgram> {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], cwd: folder });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr.on("data", (chunk) => {
    output += chunk;
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  while (!(await accepts(port))) {
    if (child.exitCode !== null) throw new Error(`${program} ended:\n${output}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    port,
    folder,
    output: () => output,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const temporaryFolder = (name: string): string =>
  fs.mkdtempSync(path.join(os.tmpdir(), `beeldbrug-${name}-`));

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

export interface TestCertificate {
  key: string;
  certificate: string;
}

/** A self-signed certificate for the loopback address. */
export async function makeCertificate(folder: string, name: string): Promise<TestCertificate> {
  const [key, certificate] = [path.join(folder, `${name}.key`), path.join(folder, `${name}.pem`)];
  await run("openssl", [
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"],
    ...["-keyout", key, "-out", certificate, "-subj", `/CN=${name}`],
    ...["-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"],
  ]);
  return { key, certificate };
}
