import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");
const READY_WITHIN = 60_000;

/** A process of the installation, to be ended and started again. */
export class Child {
  private child: ChildProcess | undefined;
  private ended: Promise<number | null> = Promise.resolve(null);

  constructor(
    readonly name: string,
    private readonly script: string,
    private readonly settings: Record<string, string>,
    /** Where its log goes. */
    private readonly logFile: string,
    private readonly args: string[] = [],
  ) {}

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  get isRunning(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Resolves when it says that it is ready. */
  async start(): Promise<void> {
    const log = fs.openSync(this.logFile, "a");
    const child = spawn(
      process.execPath,
      [
        "--import",
        path.join(root, "node_modules/tsx/dist/esm/index.mjs"),
        path.join(root, this.script),
        ...this.args,
      ],
      {
        cwd: root,
        env: { ...process.env, ...this.settings },
        stdio: ["ignore", log, log, "ipc"],
        // A Ctrl-C in the terminal reaches us, who end it.
        detached: true,
      },
    );
    fs.closeSync(log);
    this.child = child;
    this.ended = new Promise((resolve) => child.once("exit", (code) => resolve(code)));
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${this.name} is not ready in time, see ${this.logFile}`)),
        READY_WITHIN,
      );
      child.once("message", () => {
        clearTimeout(timer);
        resolve();
      });
      void this.ended.then((code) => {
        clearTimeout(timer);
        reject(new Error(`${this.name} ended with ${code}, see ${this.logFile}`));
      });
    });
  }

  /** @returns the exit code; null when a signal ended it */
  async end(signal: "SIGKILL" | "SIGTERM"): Promise<number | null> {
    if (this.isRunning) this.child?.kill(signal);
    return this.ended;
  }

  /** @returns the exit code once it ends by itself */
  over(): Promise<number | null> {
    return this.ended;
  }
}
