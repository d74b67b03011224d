import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { startSite } from "./site";

/** Another web process on this test's database and files, with a server of its own. */
export async function startSecondWebProcess(): Promise<{ origin: string; stop(): Promise<void> }> {
  const child = spawn(process.execPath, ["--import", "tsx", import.meta.filename], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  return { origin: await originOf(child), stop: () => stop(child) };
}

async function originOf(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error("no output");
  for await (const line of createInterface(child.stdout))
    if (line.startsWith("listens at ")) return line.slice("listens at ".length);
  throw new Error("the second web process ended before it listened");
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, "exit");
  child.stdin?.end();
  await ended;
}

if (process.argv[1] === import.meta.filename) {
  const { origin } = await startSite();
  process.stdout.write(`listens at ${origin}\n`);
  // Until who started it ends, in whatever way.
  process.stdin.resume();
  await once(process.stdin, "end");
  process.exit(0);
}
