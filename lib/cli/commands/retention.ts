import { Command, InvalidArgumentError, Option } from "commander";
import { StudyOrigin } from "@/lib/db/generated/enums";
import { jsonOption, print, table } from "../output";
import { withInstallation } from "../with-installation";

export function retentionCommands(): Command {
  const retention = new Command("retention").description("how long organisations keep studies");
  jsonOption(retention.command("show"))
    .description("an organisation's rules, and the studies that go next")
    .requiredOption("--organization <slug>", "whose studies")
    .action((options) =>
      withInstallation(async () => {
        const [{ findOrganization }, { retentionOf }] = await rooms();
        const { id } = await findOrganization(options.organization);
        const { rules, graceDays, studies, marked } = await retentionOf(id);
        print({ rules, graceDays, studies, marked }, options, [
          ...table(rules.map(({ origin, days }) => [origin, days === null ? "for ever" : `${days} days`])),
          `${marked} studies go within ${graceDays} days`,
          ...studies.map(
            (study) => `  ${study.studyInstanceUid}: ${study.isKept ? "kept" : study.removeAt.slice(0, 10)}`,
          ),
        ]);
      }),
    );
  jsonOption(retention.command("set"))
    .description("keep studies of one origin for a number of days, or for ever")
    .requiredOption("--organization <slug>", "whose studies")
    .addOption(
      new Option("--origin <origin>", "how they came in")
        .choices(Object.values(StudyOrigin))
        .makeOptionMandatory(),
    )
    .requiredOption("--days <days>", 'a number, or "never" to keep them for ever', daysOf)
    .action((options) =>
      withInstallation(async (context) => {
        const [{ findOrganization }, { writeRetentionRule }] = await rooms();
        const { id } = await findOrganization(options.organization);
        const { origin } = options;
        const days = options.days === "never" ? null : options.days;
        await writeRetentionRule(context, id, { origin, days });
        const told = days === null ? "kept for ever" : `removed after ${days} days`;
        print({ origin, days }, options, [`${origin}: ${told}.`]);
      }),
    );
  jsonOption(retention.command("run"))
    .description("mark and remove now what the nightly job would")
    .action((options) =>
      withInstallation(async () => {
        const { applyRetention } = await import("@/lib/retention");
        const report = await applyRetention();
        print(report, options, [`${report.marked} marked, ${report.removed} removed`]);
      }),
    );
  return retention;
}

function daysOf(text: string): number | "never" {
  if (text === "never") return text;
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1 || days > 36_525)
    throw new InvalidArgumentError('It is a number from 1 to 36525, or "never".');
  return days;
}

const rooms = () => Promise.all([import("@/lib/organizations"), import("@/lib/retention")]);
