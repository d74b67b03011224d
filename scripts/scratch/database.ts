import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startEmbeddedPostgres } from "@/lib/db/embedded/embedded-postgres";

const START_ATTEMPTS = 40;

/** The scratch cluster, to be stopped, killed and started again on the same port. */
export class ScratchDatabase {
  private constructor(
    private readonly dataDir: string,
    private running: Awaited<ReturnType<typeof startEmbeddedPostgres>>,
  ) {}

  static async open(dataDir: string): Promise<ScratchDatabase> {
    return new ScratchDatabase(dataDir, await startEmbeddedPostgres({ dataDir }));
  }

  get urls(): { ownerUrl: string; applicationUrl: string } {
    const { ownerUrl, applicationUrl } = this.running;
    return { ownerUrl, applicationUrl };
  }

  /** As an administrator does: sessions are ended, what runs in them is rolled back. */
  stop(): Promise<void> {
    return this.running.stop();
  }

  /** The postmaster dies; its sessions end when they notice. */
  async kill(): Promise<void> {
    const pid = this.postmasterPid();
    process.kill(pid, "SIGKILL");
    while (isThere(pid)) await sleep(10);
  }

  async start(): Promise<void> {
    const before = this.running.applicationUrl;
    for (let attempt = 1; ; attempt++) {
      try {
        // Until the last session of a killed postmaster is gone, another one refuses to start.
        this.running = await startEmbeddedPostgres({ dataDir: this.dataDir });
        break;
      } catch (error) {
        if (attempt === START_ATTEMPTS) throw error;
        await sleep(100);
      }
    }
    if (this.running.applicationUrl !== before) throw new Error("the database came back on another port");
  }

  private postmasterPid(): number {
    const { clusterFolder } = JSON.parse(fs.readFileSync(path.join(this.dataDir, "postgres.json"), "utf8"));
    const [pid] = fs.readFileSync(path.join(clusterFolder, "postmaster.pid"), "utf8").split("\n");
    return Number(pid);
  }
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
