import fs, { type FSWatcher } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { type Drop, DropTaker } from "./drop-taker";
import { holdLease, releaseLeases } from "./lease";
import { jailOf } from "./sftp-folders";

const EVERY_MILLISECONDS = 1_000;
/** However much the system has to say: each look costs queries. */
const AT_LEAST_MILLISECONDS = 200;

interface Watched {
  drop: Drop;
  taker: DropTaker;
  watcher?: FSWatcher;
  isFailing: boolean;
}

/**
 * Takes what arrives in watched folders and by SFTP, until `stop`. Looks every second, and at once where the system
 * says that something changed; several workers share the folders by leases.
 */
export function takeDrops(): { stop(): Promise<void> } {
  const watched = new Map<string, Watched>();
  let isStopping = false;
  let wake = () => {};

  async function run(): Promise<void> {
    while (!isStopping) {
      const pause = new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, EVERY_MILLISECONDS);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      await lookAtAll().catch((error: unknown) =>
        log.error({ err: error }, "dropped files could not be taken"),
      );
      await Promise.all([pause, isStopping || sleep(AT_LEAST_MILLISECONDS)]);
    }
  }

  async function lookAtAll(): Promise<void> {
    const drops = new Map((await allDrops()).map((drop) => [drop.id, drop]));
    for (const [id, { watcher }] of watched)
      if (!drops.has(id)) {
        watcher?.close();
        watched.delete(id);
      }
    for (const drop of drops.values()) {
      const known = watched.get(drop.id) ?? { drop, taker: new DropTaker(drop), isFailing: false };
      watched.set(drop.id, known);
      if (isStopping) return;
      await lookAt(known);
    }
  }

  async function lookAt(each: Watched): Promise<void> {
    const mayGoOn = async () => !isStopping && (await holdLease(each.drop.id));
    try {
      if (!(await mayGoOn())) return;
      each.watcher ??= watch(each);
      await each.taker.look(mayGoOn);
      each.isFailing = false;
    } catch (error) {
      // Once: a disk that is away is away for longer than a second.
      if (!each.isFailing) log.error({ err: error, drop: each.drop.id }, "a folder can't be taken from");
      each.isFailing = true;
    }
  }

  function watch(each: Watched): FSWatcher | undefined {
    try {
      const watcher = fs.watch(each.drop.root, { persistent: false }, () => wake());
      watcher.on("error", () => {
        watcher.close();
        each.watcher = undefined;
      });
      return watcher;
    } catch {
      return undefined;
    }
  }

  const running = run();
  return {
    stop: async () => {
      isStopping = true;
      wake();
      for (const { watcher } of watched.values()) watcher?.close();
      await running;
      await releaseLeases();
    },
  };
}

async function allDrops(): Promise<Drop[]> {
  const [folders, accounts] = await Promise.all([
    db.watchedFolder.findMany({ orderBy: { id: "asc" } }),
    db.sftpAccount.findMany({ orderBy: { id: "asc" } }),
  ]);
  return [
    ...folders.map(
      ({ id, organizationId, path }): Drop => ({
        id,
        root: path,
        organizationId,
        origin: "FOLDER",
        isWhole: false,
      }),
    ),
    ...accounts.map(
      ({ id, organizationId }): Drop => ({
        id,
        root: jailOf(id),
        organizationId,
        origin: "SFTP",
        isWhole: true,
      }),
    ),
  ];
}
