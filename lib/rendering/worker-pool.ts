import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { ProblemError } from "@/lib/errors";
import type { WorkerAnswer, WorkerTask } from "./decode-worker";

// Put together, so that bundlers don't follow it: the thread runs the source through tsx, and Next's build fails on
// the codecs' WebAssembly.
const SCRIPT = new URL(["./decode-worker", "ts"].join("."), import.meta.url);

const SIZE = Math.max(1, Math.min(4, availableParallelism()));
const MOST_WAITING = 256;
const TIME_LIMIT_MS = 20_000;
const MEMORY_LIMIT_MB = 1024;

interface Job {
  task: WorkerTask;
  resolve: (answer: WorkerAnswer) => void;
  reject: (error: Error) => void;
}

const idle: Worker[] = [];
const waiting: Job[] = [];
let running = 0;

/**
 * Hands a frame to a decoding thread. A decoder that hangs, runs out of memory or dies costs its thread and one
 * answer, never the process.
 * @throws ProblemError 422 `undecodable`, 503 `busy`
 */
export async function runInWorker(task: WorkerTask): Promise<Exclude<WorkerAnswer, { failure: string }>> {
  if (waiting.length >= MOST_WAITING)
    throw new ProblemError(503, "busy", "Too many images are being prepared. Try again in a moment.");
  const answer = await new Promise<WorkerAnswer>((resolve, reject) => {
    waiting.push({ task, resolve, reject });
    startNext();
  });
  if ("failure" in answer) throw undecodable();
  return answer;
}

function startNext(): void {
  if (running >= SIZE) return;
  const job = waiting.shift();
  if (!job) return;
  running += 1;
  run(job, idle.pop() ?? createWorker());
}

function run({ task, resolve, reject }: Job, worker: Worker): void {
  const finish = (outcome: () => void, isHealthy: boolean): void => {
    clearTimeout(timer);
    worker.off("message", succeed).off("error", fail).off("exit", fail);
    running -= 1;
    if (isHealthy) idle.push(worker);
    else void worker.terminate();
    outcome();
    startNext();
  };
  const succeed = (answer: WorkerAnswer) => finish(() => resolve(answer), true);
  const fail = () => finish(() => reject(undecodable()), false);
  const timer = setTimeout(fail, TIME_LIMIT_MS);
  worker.on("message", succeed).on("error", fail).on("exit", fail);
  const { bytes } = task;
  const isWhole = bytes.byteLength === bytes.buffer.byteLength;
  worker.postMessage(task, isWhole ? [bytes.buffer as ArrayBuffer] : []);
}

function createWorker(): Worker {
  const worker = new Worker(SCRIPT, {
    execArgv: ["--import", "tsx"],
    // What a decoder writes must not end up in the server's log.
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_LIMIT_MB },
  });
  worker.unref();
  // One that dies while idle is not to be given work, and its error is nobody's.
  worker.on("error", () => {});
  worker.on("exit", () => {
    const at = idle.indexOf(worker);
    if (at >= 0) idle.splice(at, 1);
  });
  return worker;
}

const undecodable = () =>
  new ProblemError(
    422,
    "undecodable",
    "The image's pixels can't be decoded: they are damaged or of an unknown kind.",
  );
