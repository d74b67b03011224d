import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { temporaryFolder } from "./dcmtk";
import { freePort } from "./free-port";

const PLUGIN = "/usr/share/orthanc/plugins/libOrthancDicomWeb.so";
export const hasOrthanc = fs.existsSync("/usr/sbin/Orthanc") && fs.existsSync(PLUGIN);

export interface Orthanc {
  /** Of its own interface; DICOMweb is below `/dicom-web`. Both want the account beeld with the password brug. */
  url: string;
  /** Of its DICOM listener; its AE title is ORTHANC. */
  port: number;
  /** Calls its own interface: bytes and text go as they are, everything else as JSON. */
  call<T>(method: "GET" | "POST" | "DELETE", path: string, body?: unknown): Promise<T>;
  download(path: string): Promise<Buffer>;
  stop(): Promise<void>;
}

const authorization = `Basic ${Buffer.from("beeld:brug").toString("base64")}`;

/**
 * Orthanc with its DICOMweb plugin on loopback.
 * @param ourPort where the peer that it knows as "beeldbrug" listens
 */
export async function startOrthanc(ourPort = 11112): Promise<Orthanc> {
  const folder = temporaryFolder("orthanc");
  const [httpPort, port] = [await freePort(), await freePort()];
  const settings = {
    Name: "test",
    StorageDirectory: folder,
    IndexDirectory: folder,
    HttpPort: httpPort,
    DicomPort: port,
    DicomAet: "ORTHANC",
    DicomCheckCalledAet: false,
    DicomAlwaysAllowStore: true,
    DicomModalities: { beeldbrug: ["BEELDBRUG", "127.0.0.1", ourPort] },
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
  const url = `http://127.0.0.1:${httpPort}`;
  const call: Orthanc["call"] = async <T>(method: string, address: string, body?: unknown) => {
    const isPlain = typeof body === "string" || body instanceof Uint8Array;
    const response = await fetch(url + address, {
      method,
      headers: { authorization },
      ...(body !== undefined && { body: isPlain ? (body as BodyInit) : JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`Orthanc answers ${response.status} to ${method} ${address}`);
    return (await response.json()) as T;
  };
  for (;;) {
    if (child.exitCode !== null) throw new Error("Orthanc ended");
    if (await call("GET", "/system").catch(() => undefined)) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    url,
    port,
    call,
    download: async (address) => {
      const response = await fetch(url + address, { headers: { authorization } });
      if (!response.ok) throw new Error(`Orthanc answers ${response.status} to ${address}`);
      return Buffer.from(await response.arrayBuffer());
    },
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
