import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@/tests/support/free-port";
import type { ImageStore } from "./image-store";

const PROGRAM = "/usr/sbin/Orthanc";
const PLUGIN = "/usr/share/orthanc/plugins/libOrthancDicomWeb.so";
const STARTED_WITHIN = 30_000;

/** Debian's Orthanc as people run it, with TCP_NODELAY=1, which is its best; undefined where it isn't installed. */
export async function startOrthanc(): Promise<ImageStore | undefined> {
  if (!fs.existsSync(PROGRAM) || !fs.existsSync(PLUGIN)) return undefined;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "beeldbrug-bench-orthanc-"));
  const [httpPort, dicomPort] = [await freePort(), await freePort()];
  const configuration = path.join(folder, "orthanc.json");
  fs.writeFileSync(
    configuration,
    JSON.stringify({
      StorageDirectory: folder,
      IndexDirectory: folder,
      Plugins: [PLUGIN],
      HttpPort: httpPort,
      DicomPort: dicomPort,
      DicomAet: "ORTHANC",
      RemoteAccessAllowed: false,
      AuthenticationEnabled: false,
      DicomAlwaysAllowStore: true,
      DicomWeb: { Enable: true, Root: "/dicom-web/", EnableWado: false, Host: "127.0.0.1", Ssl: false },
    }),
  );
  const orthanc = spawn(PROGRAM, [configuration], {
    stdio: "ignore",
    env: { ...process.env, TCP_NODELAY: "1" },
  });
  const ended = once(orthanc, "exit");
  const origin = `http://127.0.0.1:${httpPort}`;
  const deadline = Date.now() + STARTED_WITHIN;
  while (
    !(await fetch(`${origin}/system`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (Date.now() > deadline || orthanc.exitCode !== null) throw new Error("Orthanc doesn't start");
    await sleep(100);
  }
  return {
    name: "Orthanc",
    origin,
    root: "/dicom-web",
    headers: {},
    dimse: { port: dicomPort, aeTitle: "ORTHANC" },
    processes: () => ({ Orthanc: orthanc.pid as number }),
    archivePath: async (studyInstanceUid) => {
      const answer = await fetch(`${origin}/tools/lookup`, { method: "POST", body: studyInstanceUid });
      const found = (await answer.json()) as { Type: string; Path: string }[];
      return `${found.find(({ Type }) => Type === "Study")?.Path}/archive`;
    },
    stop: async () => {
      orthanc.kill("SIGTERM");
      await ended;
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
