import { accounts } from "../../prisma/seed";
import { seedInstallation } from "../../prisma/seed/seed-installation";

/** Fills an empty installation; does nothing when there is an organisation already. */
export async function seedDemo(): Promise<void> {
  await seedInstallation();
}

export function demoAccounts(): string {
  const rows = accounts.map((account) => `  ${account.email.padEnd(32)} ${account.roles.join(", ")}`);
  return ["Demo accounts, all with the password beeldbrug:", ...rows].join("\n");
}
