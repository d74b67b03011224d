import { api } from "@/components/api-client";
import type { SourceFile } from "./source-file";

export type ImportStatus = {
  id: string;
  state: "OPEN" | "CLOSED";
  received: { files: number; bytes: number };
  outcomes: { stored: number; duplicates: number; setAside: number; refused: number; documents: number };
  studies: {
    studyInstanceUid: string;
    patientName: string;
    description: string;
    modalities: string[];
    storedInstances: number;
    bytes: number;
  }[];
  refused: { path: string; code: string; reason: string }[];
};

const ROOT = "/api/v1/imports";
const KNOWN_BATCH = 1000;

export async function createImport(files: number, bytes: number): Promise<string> {
  return (await api<{ id: string }>(ROOT, { body: { files, bytes } })).id;
}

export function getImport(id: string, signal?: AbortSignal): Promise<ImportStatus> {
  return api<ImportStatus>(`${ROOT}/${id}`, { signal });
}

export async function closeImport(id: string): Promise<void> {
  await api(`${ROOT}/${id}/close`, { body: {} });
}

/** The paths that this import already has: a folder that is dropped again goes on where it was. */
export async function knownPaths(id: string, files: readonly SourceFile[]): Promise<Set<string>> {
  const known = new Set<string>();
  for (let at = 0; at < files.length; at += KNOWN_BATCH) {
    const batch = files.slice(at, at + KNOWN_BATCH);
    const answer = await api<{ known: string[] }>(`${ROOT}/${id}/known`, {
      body: { files: batch.map(({ path, size, lastModified }) => ({ path, size, lastModified })) },
    });
    for (const path of answer.known) known.add(path);
  }
  return known;
}

const STORED = "upload-imports";
const REMEMBERED = 20;
/** No names: what is in it, the server tells to who may know. */
type Remembered = { fingerprint: string; id: string; files?: number };

/** The same files again have the same fingerprint: SHA-256 over path, size and time of each. */
export async function fingerprintOf(files: readonly SourceFile[]): Promise<string> {
  const lines = files.map(({ path, size, lastModified }) => `${path}|${size}|${lastModified}`).sort();
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(lines.join("\n")));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function remembered(): Remembered[] {
  return JSON.parse(localStorage.getItem(STORED) ?? "[]") as Remembered[];
}

export function rememberImport(fingerprint: string, id: string, files: number) {
  const others = remembered().filter((each) => each.fingerprint !== fingerprint);
  localStorage.setItem(STORED, JSON.stringify([{ fingerprint, id, files }, ...others].slice(0, REMEMBERED)));
}

export function forgetImport(id: string) {
  localStorage.setItem(STORED, JSON.stringify(remembered().filter((each) => each.id !== id)));
}

export type UnfinishedImport = {
  status: ImportStatus /** Null when an older page didn't note it. */;
  files: number | null;
};

/** Imports of this browser and this person that were still on their way in when their page was closed. */
export async function unfinishedImports(signal?: AbortSignal): Promise<UnfinishedImport[]> {
  const found = await Promise.all(
    remembered().map(async ({ id, files }) => {
      const status = await getImport(id, signal).catch(() => null);
      return status?.state === "OPEN" ? { status, files: files ?? null } : null;
    }),
  );
  return found.filter((each) => each !== null);
}

/** The import that these files were on their way in when the page was closed; null when there is none open. */
export async function findOpenImport(fingerprint: string): Promise<string | null> {
  const found = remembered().find((each) => each.fingerprint === fingerprint);
  if (!found) return null;
  const status = await getImport(found.id).catch(() => null);
  return status?.state === "OPEN" ? found.id : null;
}
