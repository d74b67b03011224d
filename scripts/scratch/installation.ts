import { randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@/tests/support/free-port";
import { Child } from "./child";
import { ScratchDatabase } from "./database";
import type { Place } from "./place";

export const AE_TITLE = "BEELDBRUG";
export const OWN_AE_TITLE = "SCRATCH";
const RECOVERED_WITHIN = 60_000;

/** Where the doors are; a relay in between has other ports. */
export interface Doors {
  webPort: number;
  dicomPort: number;
}

/** A whole installation in a folder of its own: cluster, web process, worker; with an organisation and its tokens. */
export interface Installation extends Doors {
  folder: string;
  database: ScratchDatabase;
  web: Child;
  worker: Child;
  place: Place;
  organizationId: string;
  organizationToken: string;
  userId: string;
  userToken: string;
  /** Status of GET /api/health; undefined when nothing answers. */
  health(): Promise<number | undefined>;
  /** Waits until everything says that it works. @throws after a minute */
  recovered(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts one. This process has its settings afterwards, so that it can ask the same database and storage. */
export async function startInstallation(
  makePlace: (folder: string) => Promise<Place>,
): Promise<Installation> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "beeldbrug-scratch-"));
  fs.chmodSync(folder, 0o755);
  const place = await makePlace(folder);
  const database = await ScratchDatabase.open(folder);
  const [webPort, dicomPort] = [await freePort(), await freePort()];
  const settings = {
    NODE_ENV: "production",
    DEMO: "1",
    DATA_DIR: folder,
    DATABASE_URL: database.urls.applicationUrl,
    DATABASE_OWNER_URL: database.urls.ownerUrl,
    DATABASE_EMBEDDED: "1",
    AUTH_SECRET: randomBytes(32).toString("hex"),
    HOST: "127.0.0.1",
    BASE_URL: `http://127.0.0.1:${webPort}`,
    PORT: String(webPort),
    DICOM_PORT: String(dicomPort),
    ...place.settings,
  };
  Object.assign(process.env, settings, { DICOM_AE_TITLE: OWN_AE_TITLE, LOG_LEVEL: "silent" });
  const forChildren = { ...settings, DICOM_AE_TITLE: AE_TITLE, LOG_LEVEL: "info" };
  const child = (name: string, script: string) =>
    new Child(name, script, { ...forChildren, BEELDBRUG_PROCESS: name }, path.join(folder, `${name}.log`));
  const web = child("web", "scripts/scratch/web-process.ts");
  const worker = child("worker", "lib/worker/main.ts");

  const stop = async () => {
    await Promise.all([web.end("SIGKILL"), worker.end("SIGKILL")]);
    const [{ db }, { closeSender }] = await Promise.all([import("@/lib/db"), import("@/lib/queue")]);
    await closeSender();
    await db.$disconnect();
    await database.stop().catch(() => {});
    await place.close();
  };

  let accounts: Awaited<ReturnType<typeof makeAccounts>>;
  try {
    // Only now: what these import reads the settings above.
    const { prepareDatabase } = await import("@/lib/installation/prepare-database");
    await prepareDatabase(database.urls);
    accounts = await makeAccounts(dicomPort);
    await Promise.all([web.start(), worker.start()]);
  } catch (error) {
    await stop();
    throw error;
  }

  const health = async () =>
    fetch(`http://127.0.0.1:${webPort}/api/health`, { signal: AbortSignal.timeout(10_000) }).then(
      (response) => response.status,
      () => undefined,
    );
  return {
    ...accounts,
    ...{ folder, database, web, worker, webPort, dicomPort, place, health },
    recovered: async () => {
      const deadline = Date.now() + RECOVERED_WITHIN;
      while ((await health()) !== 200) {
        if (Date.now() > deadline) throw new Error("health is not ok again within a minute");
        await sleep(100);
      }
    },
    stop,
  };
}

async function makeAccounts(dicomPort: number) {
  const [{ systemContext }, { addOrganization }, { addPeer }, { createToken, createUser }] =
    await Promise.all([
      import("@/lib/context"),
      import("@/lib/organizations"),
      import("@/lib/peers"),
      import("@/lib/users"),
    ]);
  const context = systemContext("scratch");
  const organizationSlug = "noord";
  const { id: organizationId } = await addOrganization(context, {
    slug: organizationSlug,
    name: "Ziekenhuis Noord",
  });
  await addPeer(context, {
    organizationId,
    aeTitle: OWN_AE_TITLE,
    host: "127.0.0.1",
    // Nothing is sent back to it.
    port: dicomPort,
  });
  const email = "balie@noord.example";
  const { userId } = await createUser(context, { email, name: "Balie", organizationId, roles: ["DESK"] });
  const { token: organizationToken } = await createToken(context, { owner: { organizationSlug } });
  const { token: userToken } = await createToken(context, { owner: { email } });
  return { organizationId, organizationToken, userId, userToken };
}
