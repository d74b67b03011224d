import { type Round, type Scenario, someMoment, startLoad } from "../round";

const ENDED_WITHIN = 25_000;

/** SIGTERM to web process and worker while all doors are used: they end by themselves, and say so with 0. */
export const stopUnderLoad: Scenario = {
  name: "stop",
  async strike(round: Round) {
    const { installation, random, violate } = round;
    const { web, worker } = installation;
    const asked = random.pick([[web], [worker], [web, worker]]);
    const load = await startLoad(round, ["C-STORE", "STOW", "upload"]);
    await someMoment(round, load);
    await Promise.all(
      asked.map(async (child) => {
        const begunAt = Date.now();
        const code = await child.end("SIGTERM");
        if (code !== 0) violate(`${child.name} ended with ${code} on SIGTERM`);
        if (Date.now() - begunAt > ENDED_WITHIN) violate(`${child.name} took too long to end`);
      }),
    );
    await load.over;
    await Promise.all(asked.map((child) => child.start()));
    return load.lines;
  },
};
