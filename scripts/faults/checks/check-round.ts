import { verifyAllChains } from "@/lib/audit";
import { type Line, sendLine } from "../load/line";
import { noProgress } from "../load/progress";
import type { Round } from "../round";
import { checkKept } from "./check-kept";
import { checkLeaks } from "./check-leaks";

/** What has to be true after a fault and recovery; then everything is sent again, and more has to be true. */
export async function checkRound(round: Round, lines: Line[]): Promise<void> {
  const { installation, ledger, violate } = round;
  await checkKept(round);

  ledger.refusals.clear();
  const doors = { webPort: installation.webPort, dicomPort: installation.dicomPort };
  for (const line of lines) await sendLine(installation, line, { ledger, doors, progress: noProgress() });
  for (const [why, count] of ledger.refusals) violate(`sent again, ${count} were refused: ${why}`);
  for (const { instances } of lines.flatMap((line) => line.batches))
    for (const { sopInstanceUid } of instances)
      if (!ledger.acknowledged.has(sopInstanceUid))
        violate(`sent again, ${sopInstanceUid} is not acknowledged`);

  await checkLeaks(round);
  await checkKept(round);
  for (const chain of await verifyAllChains())
    if (!chain.ok)
      violate(`the log ${chain.chain} is ${chain.firstBad?.kind} at ${chain.firstBad?.sequence}`);
}
