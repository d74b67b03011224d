import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { temporaryFolder } from "./dcmtk";
import { freePort } from "./free-port";

const PLUGIN = "/usr/share/orthanc/plugins/libOrthancDicomWeb.so";
export const hasOrthanc = fs.existsSync("/usr/sbin/Orthanc") && fs.existsSync(PLUGIN);

export interface Orthanc {
  /** Of its own interface; DICOMweb is below `/dicom-web`. */
  url: string;
  dicomPort: number;
  /** Calls its own interface: GET, or POST with a body. */
  call<T>(path: string, body?: unknown): Promise<T>;
  stop(): Promise<void>;
}

/** Orthanc with its DICOMweb plugin on loopback, with one account and these systems (name to AET, host and port). */
export async function startOrthanc(
  modalities: Record<string, [string, string, number]> = {},
): Promise<Orthanc> {
  const folder = temporaryFolder("orthanc");
  const [port, dicomPort] = [await freePort(), await freePort()];
  const settings = {
    Name: "test",
    StorageDirectory: folder,
    IndexDirectory: folder,
    HttpPort: port,
    DicomPort: dicomPort,
    DicomAet: "ORTHANC",
    DicomCheckCalledAet: false,
    DicomAlwaysAllowStore: true,
    DicomModalities: modalities,
    RemoteAccessAllowed: false,
    AuthenticationEnabled: true,
    RegisteredUsers: { beeld: "brug" },
    Plugins: [PLUGIN],
    DicomWeb: { Enable: true, Root: "/dicom-web/" },
  };
  const file = path.join(folder, "orthanc.json");
  fs.writeFileSync(file, JSON.stringify(settings));
  const child = spawn("/usr/sbin/Orthanc", [file], { stdio: "ignore" });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  const call = async <T>(address: string, body?: unknown): Promise<T> => {
    const response = await fetch(url + address, {
      headers: { authorization: `Basic ${Buffer.from("beeld:brug").toString("base64")}` },
      ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`Orthanc answers ${response.status} to ${address}`);
    return (await response.json()) as T;
  };
  for (;;) {
    if (child.exitCode !== null) throw new Error("Orthanc ended");
    if (await call("/system").catch(() => undefined)) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    url,
    dicomPort,
    call,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
