import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { freePort } from "./free-port";

const root = path.resolve(import.meta.dirname, "../..");

export interface Installation {
  baseUrl: string;
  dataDir: string;
  dicomPort: number;
  /** What the processes print. */
  output: () => string;
  stop(): Promise<number | null>;
}

/** What `npm start` runs (npm itself doesn't always hand a signal on), on free ports and in a folder of its own; resolves when it says that it is ready. */
export async function startInstallation(extra: Record<string, string> = {}): Promise<Installation> {
  const dataDir = extra.DATA_DIR ?? fs.mkdtempSync(path.join(os.tmpdir(), "beeldbrug-e2e-"));
  fs.chmodSync(dataDir, 0o755);
  const [port, dicomPort] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, ["scripts/launch/start.mjs"], {
    cwd: root,
    env: {
      ...withoutTestSettings(process.env),
      DATA_DIR: dataDir,
      PORT: String(port),
      DICOM_PORT: String(dicomPort),
      ...extra,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk;
      if (output.includes("Beeldbrug is ready")) resolve();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    void ended.then((code) => reject(new Error(`the start ended with ${code}:\n${output}`)));
  });
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    dataDir,
    dicomPort,
    output: () => output,
    stop: () => {
      child.kill("SIGTERM");
      return ended;
    },
  };
}

/** Test runners set variables that mean something to the installation. */
function withoutTestSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { NODE_ENV: _nodeEnv, BASE_URL: _baseUrl, ...rest } = environment;
  return rest as NodeJS.ProcessEnv;
}
