import { Command } from "commander";
import { jsonOption, print, table } from "../output";
import { withInstallation } from "../with-installation";

export function queueCommands(result: { exitCode: number }): Command {
  const queue = new Command("queue").description(
    "work that goes on behind the screens, such as sending mails",
  );
  jsonOption(queue.command("list"))
    .description("what waits, runs and failed; exit 1 when something failed")
    .action((options) =>
      withInstallation(async (context) => {
        const { getQueueOverview } = await import("@/lib/administration");
        const { queues, failed } = await getQueueOverview(context);
        print({ queues, failed }, options, [
          ...table(
            queues.map((row) => [
              row.name,
              `${row.waiting} waiting`,
              `${row.active} running`,
              `${row.failed} failed`,
            ]),
          ),
          ...failed.map((job) => `${job.jobId}  ${job.name}: ${job.error.split("\n", 1)[0]}`),
        ]);
        if (failed.length > 0) result.exitCode = 1;
      }),
    );
  jsonOption(queue.command("retry"))
    .description("start a failed job again")
    .argument("<job>", "its id, as `queue list` tells it")
    .action((jobId: string, options) =>
      withInstallation(async (context) => {
        const { retryJob } = await import("@/lib/administration");
        await retryJob(context, { jobId });
        print({ jobId, retried: true }, options, [`Started ${jobId} again.`]);
      }),
    );
  return queue;
}
