import type { Command } from "commander";
import { jsonOption, print } from "../output";
import { readSecret } from "../read-secret";
import { withInstallation } from "../with-installation";
import { roleOption } from "./role-option";

type Who = { email: string };

/** What an administrator does to an account that is there, one command each. */
export function addAccountChanges(user: Command): void {
  change(user, "disable", "disable an account: its sessions and tokens end at once", async (context, who) => {
    await (await import("@/lib/users")).disableUser(context, who);
    return { disabled: true, told: "Disabled" };
  });
  change(
    user,
    "enable",
    "open a disabled account again; its sessions and tokens stay ended",
    async (context, who) => {
      await (await import("@/lib/users")).enableUser(context, who);
      return { disabled: false, told: "Opened" };
    },
  );
  change(user, "unlock", "forget failed sign-ins, so that nobody has to wait", async (context, who) => {
    await (await import("@/lib/users")).unlockUser(context, who);
    return { unlocked: true, told: "Unlocked" };
  });
  change(
    user,
    "reset-second-factor",
    "for who lost the telephone: the next sign-in sets up another",
    async (context, who) => {
      await (await import("@/lib/users")).resetSecondFactor(context, who);
      return { secondFactor: false, told: "Took the second factor off" };
    },
  );
  change(user, "end-sessions", "sign an account out everywhere", async (context, who) => {
    const { ended } = await (await import("@/lib/users")).endUserSessions(context, who);
    return { ended, told: `Ended ${ended} sessions of` };
  });
  change(user, "password", "give an account a new password; its sessions end", async (context, who) => {
    await (await import("@/lib/users")).setPassword(context, who, await readSecret());
    return { password: true, told: "Gave a new password to" };
  }).requiredOption("--password-stdin", "read the password from standard input");
  change(
    user,
    "roles",
    "replace the roles of an account; they hold from its next request",
    async (context, who, { role }) => {
      const { roles } = await (await import("@/lib/users")).setRoles(context, who, role);
      return { roles, told: `${roles.join(", ")}:` };
    },
  ).addOption(roleOption());
  change(
    user,
    "link-login",
    "let an OpenID Connect identity sign in to an account",
    async (context, who, { issuer, subject }) => {
      const { identityId } = await (await import("@/lib/users")).linkIdentity(context, who, {
        issuer,
        subject,
      });
      return { identityId, told: "Linked a login to" };
    },
  )
    .requiredOption("--issuer <url>", "who vouches for it")
    .requiredOption("--subject <id>", "who it is there");
  change(
    user,
    "unlink-login",
    "take an OpenID Connect identity off an account; sessions begun by it end",
    async (context, who, { issuer, subject }) => {
      const { listUsers, unlinkIdentity } = await import("@/lib/users");
      const account = (await listUsers(context)).find(({ email }) => email === who.email);
      const identity = account?.identities.find((each) => each.issuer === issuer && each.subject === subject);
      if (!identity) throw new Error(`${who.email} has no such login`);
      await unlinkIdentity(context, identity.id);
      return { identityId: identity.id, told: "Took a login off" };
    },
  )
    .requiredOption("--issuer <url>", "who vouches for it")
    .requiredOption("--subject <id>", "who it is there");
}

type Context = Parameters<Parameters<typeof withInstallation>[0]>[0];
// biome-ignore lint/suspicious/noExplicitAny: commander's options are untyped
type Options = any;
type Change = (
  context: Context,
  who: Who,
  options: Options,
) => Promise<{ told: string } & Record<string, unknown>>;

function change(user: Command, name: string, description: string, work: Change): Command {
  return jsonOption(user.command(name))
    .description(description)
    .argument("<email>", "e-mail address of the account")
    .action((given: string, options) =>
      withInstallation(async (context) => {
        const email = given.trim().toLowerCase();
        const { told, ...result } = await work(context, { email }, options);
        print({ email, ...result }, options, [`${told} ${email}.`]);
      }),
    );
}
