import { Command } from "commander";
import { jsonOption, print, table } from "../output";
import { named, ownDirectory } from "../own-directory";
import { withInstallation } from "../with-installation";

export function departmentCommands(): Command {
  const department = new Command("department").description("an organisation's departments");
  jsonOption(department.command("add"))
    .description("make a department")
    .requiredOption("--organization <slug>", "whose it is")
    .requiredOption("--name <name>", "what it is called")
    .option("--specialty <text>", "its specialty")
    .action(({ organization, name, specialty, ...options }) =>
      withInstallation(async (context) => {
        const { saveDepartment, organizationId } = await ownDirectory(organization);
        const saved = await saveDepartment(context, { name, specialty }, organizationId);
        print(saved, options, [`Made the department ${name} of ${organization}.`]);
      }),
    );
  jsonOption(department.command("change"))
    .description("change a department; its addresses follow, and what isn't named stays")
    .requiredOption("--organization <slug>", "whose it is")
    .requiredOption("--name <name>", "what it is called")
    .option("--new-name <name>", "what it is to be called")
    .option("--specialty <text>", "its specialty")
    .action(({ organization, name, newName, specialty, ...options }) =>
      withInstallation(async (context) => {
        const { listDepartments, saveDepartment, organizationId } = await ownDirectory(organization);
        const { departments } = await listDepartments(context, organizationId);
        const known = named(departments, name, "department");
        const saved = await saveDepartment(
          context,
          {
            departmentId: known.departmentId,
            name: newName ?? known.name,
            specialty: specialty ?? known.specialty,
          },
          organizationId,
        );
        print(saved, options, [`Changed the department ${newName ?? known.name} of ${organization}.`]);
      }),
    );
  jsonOption(department.command("list"))
    .description("list an organisation's departments")
    .requiredOption("--organization <slug>", "whose")
    .action(({ organization, ...options }) =>
      withInstallation(async (context) => {
        const { listDepartments, organizationId } = await ownDirectory(organization);
        const { departments } = await listDepartments(context, organizationId);
        print(
          departments,
          options,
          table(departments.map(({ name, specialty, source }) => [name, specialty, source ?? ""])),
        );
      }),
    );
  return department;
}
