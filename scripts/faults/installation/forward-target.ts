import fs from "node:fs";
import path from "node:path";
import { systemContext } from "@/lib/context";
import { addPeer } from "@/lib/peers";
import { type RunningProgram, startProgram } from "@/tests/support/dcmtk";
import { freePort } from "@/tests/support/free-port";
import type { Installation } from "../../scratch/installation";
import { dataSetOf } from "../../scratch/part10";
import { sha256 } from "../load/instances";

/** Another archive, to which studies are sent on: dcmtk's storescp, which keeps data sets as they come. */
export class ForwardTarget {
  private running: RunningProgram | undefined;
  private starts = 0;

  private constructor(
    readonly peerId: string,
    private readonly port: number,
    private readonly folder: string,
  ) {}

  static async register({ organizationId, folder }: Installation): Promise<ForwardTarget> {
    const port = await freePort();
    const peer = await addPeer(systemContext("faults"), {
      organizationId,
      aeTitle: "TARGET",
      host: "127.0.0.1",
      port,
    });
    return new ForwardTarget(peer.id, port, fs.mkdtempSync(path.join(folder, "target-")));
  }

  async start(...options: string[]): Promise<void> {
    const cwd = `${this.folder}-${++this.starts}`;
    fs.mkdirSync(cwd);
    const args = ["+B", "-od", this.folder, ...options, String(this.port)];
    this.running = await startProgram("storescp", args, { port: this.port, folder: cwd });
  }

  async stop(): Promise<void> {
    await this.running?.stop();
    this.running = undefined;
  }

  get count(): number {
    return fs.readdirSync(this.folder).length;
  }

  /** What came, by SHA-256 of the data set; then it is forgotten. */
  take(): Set<string> {
    const hashes = new Set<string>();
    for (const name of fs.readdirSync(this.folder)) {
      const file = path.join(this.folder, name);
      hashes.add(sha256(dataSetOf(fs.readFileSync(file))));
      fs.rmSync(file);
    }
    return hashes;
  }
}
