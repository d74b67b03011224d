import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { afterAll, expect, it, vi } from "vitest";
import { db } from "@/lib/db";
import { enqueue, type JobDefinition, migrateQueue } from "@/lib/queue";
import { spokenJob } from "../../support/queue-worker";

const script = path.resolve(import.meta.dirname, "../../support/queue-worker.ts");
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
});

/** Half of it goes by on a quiet machine. */
const LIMIT = 60_000;

type Word = "ready" | "begin" | "end";

interface Worker {
  child: ChildProcess;
  /** How often it has said this. */
  count(what: Word): number;
  /** Resolves with the time at which it says this first. */
  says(what: Word): Promise<number>;
}

async function startWorker(job: string): Promise<Worker> {
  const child = spawn(process.execPath, ["--import", "tsx", script, job], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const said: [string, number][] = [];
  createInterface({ input: child.stdout }).on("line", (line) => {
    const [what = "", at] = line.split(" ");
    said.push([what, Number(at)]);
  });
  const worker: Worker = {
    child,
    count: (what) => said.filter(([word]) => word === what).length,
    says: (what) =>
      vi.waitFor(
        () => {
          const found = said.find(([word]) => word === what);
          if (!found) throw new Error(`it doesn't say ${what}`);
          return found[1];
        },
        { timeout: LIMIT, interval: 50 },
      ),
  };
  await worker.says("ready");
  return worker;
}

/** Two workers, of which the first runs a job that takes so long. */
async function busyWorkers(name: string, milliseconds: number): Promise<[Worker, Worker]> {
  const { DATABASE_URL = "", DATABASE_OWNER_URL = "" } = process.env;
  const job = spokenJob(name);
  await migrateQueue(DATABASE_OWNER_URL, new URL(DATABASE_URL).username, [job as JobDefinition<object>]);
  const first = await startWorker(name);
  await db.$transaction((transaction) => enqueue(transaction, job, { milliseconds }));
  await first.says("begin");
  return [first, await startWorker(name)];
}

async function reaches(name: string, state: string, retries: number): Promise<void> {
  await vi.waitFor(
    async () =>
      expect(
        await db.$queryRaw`
          SELECT state::text, retry_count AS retries FROM pgboss.job WHERE name = ${name}`,
      ).toEqual([{ state, retries }]),
    { timeout: LIMIT, interval: 100 },
  );
}

it.concurrent("takes up the job of a worker that was killed, hours before the job expires", {
  timeout: 2 * LIMIT,
}, async () => {
  const [first, second] = await busyWorkers("killed", 8_000);
  first.child.kill("SIGKILL");
  await second.says("end");
  expect(first.count("end")).toBe(0);
  await reaches("killed", "completed", 1);
});

it.concurrent("leaves a job to a worker that takes long for it", { timeout: 2 * LIMIT }, async () => {
  const [first, second] = await busyWorkers("long", 14_000);
  await first.says("end");
  await reaches("long", "completed", 0);
  expect(second.count("begin")).toBe(0);
});

it.concurrent("never runs a job while a worker that stood still has it", { timeout: 2 * LIMIT }, async () => {
  const [first, second] = await busyWorkers("still", 8_000);
  first.child.kill("SIGSTOP");
  // The other one has the claim then, and waits.
  await reaches("still", "active", 1);
  first.child.kill("SIGCONT");
  const ended = await first.says("end");
  expect(await second.says("begin")).toBeGreaterThanOrEqual(ended);
  await second.says("end");
  await reaches("still", "completed", 1);
});

it.concurrent("locks what it runs again when its session was cut", { timeout: 2 * LIMIT }, async () => {
  const [first] = await busyWorkers("cut", 12_000);
  const holders = () =>
    db.$queryRaw<{ pid: number }[]>`
      SELECT l.pid FROM pg_locks l, pgboss.job j
      WHERE j.name = 'cut' AND l.locktype = 'advisory'
        AND ((l.classid::bigint << 32) | l.objid::bigint) = hashtextextended('job:' || j.id, 0)`;
  const [before] = await holders();
  await db.$queryRaw`SELECT pg_terminate_backend(${before?.pid}::int)`;
  await vi.waitFor(
    async () => {
      const [after] = await holders();
      expect(after?.pid).toBeGreaterThan(0);
      expect(after?.pid).not.toBe(before?.pid);
    },
    { timeout: 10_000, interval: 50 },
  );
  await first.says("end");
  await reaches("cut", "completed", 0);
  expect(await holders()).toEqual([]);
});
