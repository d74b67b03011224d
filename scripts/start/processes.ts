import { spawn } from "node:child_process";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");
const STOP_LIMIT_MILLISECONDS = 25_000;

export interface RunningProcess {
  /** The port that it says it listens on. */
  port: number;
  stop(): Promise<void>;
}

interface Options {
  isDevelopment: boolean;
  /** Called when it ends without being asked to. */
  onDeath: () => void;
}

/**
 * On a machine with much memory V8 lets garbage lie until a process is half as large again as it need be, and malloc
 * keeps what each thread gave back: what is large (1 MiB) or at the end (4 MiB; less is given back and taken again with
 * every chunk that is received) goes back to the system at once. The environment's own NODE_OPTIONS come last and win,
 * as do its limits of malloc.
 */
const SPARING = {
  NODE_OPTIONS: `--max-old-space-size=320 --max-semi-space-size=4 ${process.env.NODE_OPTIONS ?? ""}`.trim(),
  MALLOC_ARENA_MAX: process.env.MALLOC_ARENA_MAX ?? "1",
  MALLOC_MMAP_THRESHOLD_: process.env.MALLOC_MMAP_THRESHOLD_ ?? "1048576",
  MALLOC_TRIM_THRESHOLD_: process.env.MALLOC_TRIM_THRESHOLD_ ?? "4194304",
};

/** Starts a process of the installation and waits until it says that it is ready. */
export function startProcess(
  name: string,
  script: string,
  { isDevelopment, onDeath }: Options,
): Promise<RunningProcess> {
  const child = spawn(
    process.execPath,
    [
      "--import",
      path.join(root, "node_modules/tsx/dist/esm/index.mjs"),
      path.join(root, script),
      ...(isDevelopment ? ["--dev"] : []),
    ],
    {
      cwd: root,
      // Its own group: a Ctrl-C in the terminal reaches only us, and we end the parts in order.
      detached: true,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      env: {
        ...process.env,
        ...SPARING,
        NODE_ENV: isDevelopment ? "development" : "production",
        BEELDBRUG_PROCESS: name,
      },
    },
  );
  return new Promise((resolve, reject) => {
    let isExpectedToEnd = false;
    const ended = new Promise<void>((end) => {
      child.once("exit", (code) => {
        end();
        if (isExpectedToEnd) return;
        reject(new Error(`the ${name} process ended with ${code}`));
        onDeath();
      });
    });
    child.once("error", reject);
    child.on("message", (message: { ready?: boolean; port?: number }) => {
      if (!message.ready) return;
      resolve({
        port: message.port ?? 0,
        stop: async () => {
          isExpectedToEnd = true;
          child.kill("SIGTERM");
          const timer = setTimeout(() => child.kill("SIGKILL"), STOP_LIMIT_MILLISECONDS);
          await ended;
          clearTimeout(timer);
        },
      });
    });
  });
}
