import { spawn } from "node:child_process";
import { once } from "node:events";
import { type Round, type Scenario, startLoad } from "../round";

/** The disk says at a random fsync that it lost what was written; strace says it in its place. */
export const fsyncError: Scenario = {
  name: "fsync-error",
  async strike(round: Round) {
    const { installation, random, ledger, violate } = round;
    const when = `${random.between(1, 4)}+${random.between(2, 5)}`;
    const fault = `inject=fsync,fdatasync:error=EIO:when=${when}`;
    const tracers = [installation.web, installation.worker].map(({ pid }) =>
      spawn("strace", ["-f", "-y", "-p", String(pid), "-e", "trace=fsync,fdatasync", "-e", fault], {
        stdio: ["ignore", "ignore", "pipe"],
      }),
    );
    let failed = 0;
    const count = (output: Buffer) => {
      failed += output.toString().match(/\/objects\/.*\(INJECTED\)/g)?.length ?? 0;
    };
    await Promise.all(tracers.map((tracer) => once(tracer.stderr.on("data", count), "data")));
    const load = await startLoad(round, ["C-STORE", "C-STORE", "STOW", "upload"]);
    await load.over;
    for (const tracer of tracers) tracer.kill("SIGINT");
    await Promise.all(tracers.map((tracer) => once(tracer, "close")));
    if (failed > 0 && ledger.refusals.size === 0) violate(`${failed} failures of the disk refused nothing`);
    for (const why of ledger.refusals.keys())
      if (!REFUSALS.includes(why)) violate(`a failing disk was answered by ${why}`);
    return load.lines;
  },
};

const REFUSALS = ["C-STORE a700", "STOW 202", "STOW 409", "STOW 503", "upload 503"];
