import { type Cut, startCuttingRelay } from "../load/cutting-relay";
import type { Door } from "../load/line";
import { type Scenario, startLoad } from "../round";

const A_BATCH = 500_000;

/** The sender's connection breaks at any byte: of what it sends, or of the answer. */
function cutDuring(name: string, door: Door, hows: Cut["how"][]): Scenario {
  return {
    name,
    async strike(round) {
      const { installation, random } = round;
      const relay = await startCuttingRelay(
        door === "C-STORE" ? installation.dicomPort : installation.webPort,
        () => {
          const side = random.pick(["request", "request", "request", "answer"] as const);
          return {
            side,
            after: random.between(0, side === "request" ? A_BATCH : 400),
            how: random.pick(hows),
          };
        },
      );
      const load = await startLoad(round, [door, door], {
        doors: { webPort: relay.port, dicomPort: relay.port },
      });
      await load.over;
      await relay.stop();
      return load.lines;
    },
  };
}

export const cutScenarios: Scenario[] = [
  cutDuring("cut-store", "C-STORE", ["reset", "end"]),
  cutDuring("cut-stow", "STOW", ["reset", "end"]),
  cutDuring("cut-upload", "upload", ["reset", "end"]),
  cutDuring("abort-store", "C-STORE", ["a-abort"]),
];
