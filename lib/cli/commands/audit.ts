import { Command } from "commander";
import { jsonOption, print } from "../output";
import { withInstallation } from "../with-installation";

export function auditCommands(result: { exitCode: number }): Command {
  const audit = new Command("audit").description("the log");
  jsonOption(audit.command("verify"))
    .description("check every chain for altered, missing and cut-off rows; exit 1 when one is not whole")
    .option("--organization <slug>", "only this organisation's log")
    .action((options) =>
      withInstallation(async () => {
        const [{ findOrganization, listOrganizations }, { verifyAllChains, verifyChain }, { systemContext }] =
          await Promise.all([import("@/lib/organizations"), import("@/lib/audit"), import("@/lib/context")]);
        const names = new Map(
          (await listOrganizations(systemContext("cli"))).map(({ id, slug }) => [id, slug ?? id]),
        );
        const checked = options.organization
          ? [await verifyChain((await findOrganization(options.organization)).id)]
          : await verifyAllChains();
        const reports = checked.map(({ ok, chain, rows, firstBad }) => ({
          ok,
          organization: names.get(chain) ?? chain,
          rows,
          ...(firstBad && { firstBad }),
        }));
        // One object per chain would be no JSON: the first that is bad answers for all, then the sum.
        const bad = reports.find((report) => !report.ok);
        const summary = bad ?? {
          ok: true,
          organization: options.organization ?? "all",
          rows: reports.reduce((sum, report) => sum + report.rows, 0),
        };
        print({ ...summary, chains: reports }, options, reports.map(describe));
        if (bad) result.exitCode = 1;
      }),
    );
  audit
    .command("export")
    .description("print an organisation's log as FHIR AuditEvents, one JSON a line")
    .requiredOption("--organization <slug>", "whose log")
    .option("--from <date>", "from this day, YYYY-MM-DD")
    .option("--to <date>", "up to and including this day, YYYY-MM-DD")
    .action((options) =>
      withInstallation(async (context) => {
        const [{ findOrganization }, { exportAudit }] = await Promise.all([
          import("@/lib/organizations"),
          import("@/lib/audit-log"),
        ]);
        const { id: organizationId } = await findOrganization(options.organization);
        for await (const line of exportAudit(context, { organizationId, ...options }))
          process.stdout.write(line);
      }),
    );
  return audit;
}

function describe(report: {
  ok: boolean;
  organization: string;
  rows: number;
  firstBad?: { sequence: number; kind: string };
}): string {
  return report.ok
    ? `${report.organization}: ${report.rows} rows, whole`
    : `${report.organization}: ${report.firstBad?.kind} at row ${report.firstBad?.sequence}`;
}
