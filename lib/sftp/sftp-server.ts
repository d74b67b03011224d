import ssh2, { type AuthContext, type Connection, type Session } from "ssh2";
import { EventCode, recordAuditAlone } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { findSftpAccount, jailOf } from "@/lib/drops";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { hostKey } from "./host-key";
import { type Delivery, serveSftp } from "./sftp-session";
import { SignIn } from "./sign-in";

const MOST_CONNECTIONS = 64;
/** From the connection to the sign-in. */
const SIGN_IN_MILLISECONDS = 30_000;
/** A client that says nothing this long is let go. */
const IDLE_MILLISECONDS = 10 * 60_000;

export interface SftpServer {
  port: number;
  stop(): Promise<void>;
}

/** Listens on SFTP_PORT for files that hospitals deliver. Undefined when it isn't set. */
export async function startSftp(port = env.SFTP_PORT): Promise<SftpServer | undefined> {
  if (port === undefined) return undefined;
  const open = new Set<Connection>();
  const ended = new Set<Promise<void>>();
  const server = new ssh2.Server({ hostKeys: [hostKey()], ident: "Beeldbrug" }, (client, { ip }) => {
    client.on("error", (error: Error) => log.debug({ remoteAddress: ip, reason: error.message }, "sftp"));
    if (open.size >= MOST_CONNECTIONS) {
      client.end();
      return;
    }
    open.add(client);
    const over = serveClient(client, ip)
      .catch((error: unknown) => log.error({ err: error }, "sftp connection failed"))
      .finally(() => {
        open.delete(client);
        ended.delete(over);
      });
    ended.add(over);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, env.HOST, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : port,
    stop: async () => {
      server.close();
      for (const client of open) client.end();
      await Promise.all(ended);
    },
  };
}

/** Resolves when the connection is over and what it left behind is in order. */
async function serveClient(client: Connection, remoteAddress: string): Promise<void> {
  const signIn = new SignIn(remoteAddress);
  const delivery: Delivery = { files: 0, bytes: 0 };
  const sessions = new Set<{ end(): Promise<void> }>();
  let running: Promise<void> = Promise.resolve();
  const isOver = new Promise<void>((resolve) => client.once("close", () => resolve()));
  let idle = setTimeout(() => client.end(), SIGN_IN_MILLISECONDS);
  const stayAwake = () => {
    clearTimeout(idle);
    idle = setTimeout(() => client.end(), IDLE_MILLISECONDS);
  };

  client.on("authentication", (context: AuthContext) => {
    // One at a time: a client may send several at once.
    running = running
      .then(() => signIn.take(context))
      .catch((error: unknown) => {
        log.error({ err: error }, "sftp sign-in failed");
        context.reject();
      });
  });
  client.on("ready", () => {
    const { account } = signIn;
    if (!account) {
      client.end();
      return;
    }
    stayAwake();
    client.on("session", (accept) => {
      const session: Session = accept();
      session.on("sftp", (acceptSftp) => {
        const sftp = acceptSftp();
        // The client has nothing more to say: without this it waits for us.
        sftp.on("end", () => sftp.end());
        sftp.on("WRITE", stayAwake).on("OPEN", stayAwake).on("REALPATH", stayAwake);
        const mayDeliver = async () => (await findSftpAccount(account.name))?.id === account.id;
        sessions.add(serveSftp(sftp, jailOf(account.id), { mayDeliver, delivery }));
      });
    });
  });

  await isOver;
  clearTimeout(idle);
  await running;
  for (const session of sessions) await session.end();
  if (!signIn.account) return signIn.end();
  await recordAuditAlone(
    { ...systemContext(`sftp:${signIn.account.name}`), remoteAddress },
    {
      eventCode: EventCode.transferred,
      action: "sftp.delivered",
      organizations: [signIn.account.organizationId],
      object: { type: "SftpAccount", id: signIn.account.id },
      detail: { account: signIn.account.name, ...delivery },
    },
  );
}
