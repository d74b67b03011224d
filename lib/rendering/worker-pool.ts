import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { ProblemError } from "@/lib/errors";
import type { WorkerAnswer, WorkerMessage, WorkerTask } from "./decode-worker";

// Put together, so that bundlers don't follow it: the thread runs the source through tsx, and Next's build fails on
// the codecs' WebAssembly.
const SCRIPT = new URL(["./decode-worker", "ts"].join("."), import.meta.url);

const SIZE = Math.max(1, Math.min(4, availableParallelism()));
const MOST_WAITING = 256;
const START_LIMIT_MS = 20_000;
const TIME_LIMIT_MS = 20_000;
/** What a small image gets, and what each megabyte of pixels adds: a decoder that hangs is not waited for. */
const TIME_OF_ANY_MS = 4_000;
const TIME_OF_MEGABYTE_MS = 200;
const MEMORY_LIMIT_MB = 1024;
/** Of these one is decoded at a time, in a thread that ends with it: a decoder doesn't give memory back. */
const LARGE_BYTES = 32 * 1024 * 1024;

interface Job {
  task: WorkerTask;
  resolve: (answer: WorkerAnswer) => void;
  reject: (error: Error) => void;
}

const idle: Worker[] = [];
const waiting: Job[] = [];
let running = 0;
let isLargeRunning = false;

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

function pixelBytes({ rows, columns, samplesPerPixel, bitsAllocated }: WorkerTask["frame"]): number {
  return (rows * columns * samplesPerPixel * bitsAllocated) / 8;
}
const isLarge = ({ task }: Job): boolean => pixelBytes(task.frame) > LARGE_BYTES;

function startNext(): void {
  if (running >= SIZE) return;
  const next = waiting.findIndex((job) => !(isLargeRunning && isLarge(job)));
  const [job] = next < 0 ? [] : waiting.splice(next, 1);
  if (!job) return;
  running += 1;
  if (isLarge(job)) isLargeRunning = true;
  run(job);
}

function run(job: Job): void {
  const { task, resolve, reject } = job;
  const kept = idle.pop();
  const worker = kept ?? createWorker();
  const finish = (outcome: () => void, isHealthy: boolean): void => {
    clearTimeout(timer);
    worker.off("message", take).off("error", fail).off("exit", fail);
    running -= 1;
    if (isLarge(job)) isLargeRunning = false;
    if (isHealthy && !isLarge(job)) idle.push(worker);
    else void worker.terminate();
    outcome();
    startNext();
  };
  const take = (message: WorkerMessage) => {
    if (message !== "ready") return finish(() => resolve(message), true);
    clearTimeout(timer);
    timer = setTimeout(fail, timeLimit(task));
  };
  const fail = () => finish(() => reject(undecodable()), false);
  let timer = setTimeout(fail, kept ? timeLimit(task) : START_LIMIT_MS);
  worker.on("message", take).on("error", fail).on("exit", fail);
  const { bytes } = task;
  const isWhole = bytes.byteLength === bytes.buffer.byteLength;
  worker.postMessage(task, isWhole ? [bytes.buffer as ArrayBuffer] : []);
}

function timeLimit({ frame }: WorkerTask): number {
  const megabytes = pixelBytes(frame) / 1024 / 1024;
  return Math.min(TIME_LIMIT_MS, TIME_OF_ANY_MS + megabytes * TIME_OF_MEGABYTE_MS);
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

export const undecodable = () =>
  new ProblemError(
    422,
    "undecodable",
    "The image's pixels can't be decoded: they are damaged or of an unknown kind.",
  );
