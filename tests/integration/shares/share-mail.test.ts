import { createHash } from "node:crypto";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { listCaughtMails } from "@/lib/mail";
import {
  extendShare,
  getShare,
  markOpened,
  remindRecipients,
  resolveLink,
  resolveShareGrant,
  revokeShare,
  sendShare,
} from "@/lib/shares";
import { CANARY, makeAddress, makeMailbox, makeUser, makeWorld, queuedJobs, runQueued } from "./world";

type World = Awaited<ReturnType<typeof makeWorld>>;
let world: World;
beforeEach(async () => {
  await db.$executeRaw`DELETE FROM pgboss.job`;
  await db.caughtMail.deleteMany();
  world = await makeWorld();
});

const tokenIn = (text: string) => /\/s\/([A-Za-z0-9_-]{43})\b/.exec(text)?.[1] ?? "";
const follow = (shareId: string) =>
  getShare(world.sender.context, shareId).then(({ recipients }) => recipients[0]);

/** Every text in every table of the application, to look for what must not be in it. */
async function wholeDatabase(): Promise<string> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS name FROM information_schema.tables
    WHERE table_schema IN ('public', 'pgboss') AND table_type = 'BASE TABLE' AND table_name <> 'CaughtMail'`;
  const texts = await Promise.all(
    tables.map(({ name }) =>
      db.$queryRawUnsafe<{ text: string | null }[]>(`SELECT string_agg(t::text, ' ') AS text FROM ${name} t`),
    ),
  );
  return texts.map(([row]) => row?.text ?? "").join("\n");
}

describe("a caught mail", () => {
  it("carries a link whose token is stored nowhere, and leads to the share", async () => {
    const { sender, recipient, request } = world;
    const { share } = await sendShare(sender.context, request);
    expect(await runQueued()).toEqual([]);
    const [mail] = await listCaughtMails();
    expect(mail?.to).toBe(recipient.user.email);
    const token = tokenIn(mail?.text ?? "");
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    expect(mail?.html).toContain(`http://127.0.0.1:3000/s/${token}`);
    expect(await resolveLink(token)).toBe(share.id);
    expect(await wholeDatabase()).not.toContain(token);
    expect(
      await db.shareLink.count({ where: { tokenHash: createHash("sha256").update(token).digest("hex") } }),
    ).toBe(1);
    expect(await follow(share.id)).toMatchObject({ state: "NOTIFIED", mail: "SENT" });
    expect((await follow(share.id))?.notifiedAt).toBeTruthy();
  });

  it("says nothing about the patient, and neither do job payloads", async () => {
    const { sender, request } = world;
    await sendShare(sender.context, { ...request, message: `Betreft ${CANARY.bsn}` });
    const payloads = JSON.stringify(await queuedJobs());
    await runQueued();
    const mails = JSON.stringify(await listCaughtMails());
    expect(mails).toContain("/s/");
    for (const text of [payloads, mails])
      for (const secret of [...Object.values(CANARY), "Kanarievogel", "CT", "Betreft", "REFERRAL", "1941"])
        expect(text).not.toMatch(new RegExp(`\\b${secret}\\b`));
  });

  it("is in the language of who reads it; a mailbox gets one, a practitioner's accounts each their own", async () => {
    const { sender, zuid, request } = world;
    const english = await makeUser(zuid, ["CARE_PROVIDER"], "en");
    const dutch = await makeUser(zuid, ["CARE_PROVIDER"], "nl");
    const address = await makeAddress(zuid, [english, dutch]);
    const mailbox = await makeMailbox(zuid, [english, dutch]);
    await sendShare(sender.context, {
      ...request,
      recipients: [{ addressId: address.id }, { addressId: mailbox.id }],
    });
    await runQueued();
    const mails = new Map((await listCaughtMails()).map((mail) => [mail.to, mail]));
    expect([...mails.keys()].sort()).toEqual([english.user.email, dutch.user.email, mailbox.email].sort());
    expect(mails.get(english.user.email)?.subject).toBe("Images are waiting for you in Beeldbrug");
    expect(mails.get(dutch.user.email)?.subject).toBe("Er staan beelden voor u klaar in Beeldbrug");
    expect(new Set([...mails.values()].map(({ text }) => tokenIn(text))).size).toBe(3);
  });

  it("goes to the address itself while nobody has an account, and fails in words without one", async () => {
    const { sender, zuid, request } = world;
    const silent = await makeAddress(zuid);
    const mute = await makeAddress(zuid);
    await db.address.update({ where: { id: mute.id }, data: { email: null } });
    const { share } = await sendShare(sender.context, {
      ...request,
      recipients: [{ addressId: silent.id }, { addressId: mute.id }],
    });
    await runQueued();
    expect((await listCaughtMails()).map(({ to }) => to)).toEqual([silent.email]);
    const { recipients } = await getShare(sender.context, share.id);
    expect(recipients.map(({ mail, mailError }) => ({ mail, mailError }))).toEqual([
      { mail: "SENT", mailError: null },
      { mail: "FAILED", mailError: "no e-mail address" },
    ]);
  });

  it("is made anew by a reminder, with a further link, until the share is opened or over", async () => {
    const { sender, recipient, request, study } = world;
    const { share } = await sendShare(sender.context, request);
    await runQueued();
    await remindRecipients(sender.context, share.id);
    await runQueued();
    const tokens = (await listCaughtMails()).map(({ text }) => tokenIn(text));
    expect(new Set(tokens).size).toBe(2);
    for (const token of tokens) expect(await resolveLink(token)).toBe(share.id);
    expect((await listCaughtMails())[0]?.subject).toContain("Herinnering");

    await remindRecipients(sender.context, share.id);
    const grant = await resolveShareGrant(recipient.context, share.id);
    await markOpened(recipient.context, grant, study.studyInstanceUid);
    await runQueued();
    await remindRecipients(sender.context, share.id);
    await runQueued();
    expect(await listCaughtMails()).toHaveLength(2);
  });

  it("isn't sent any more when the share was revoked while it waited", async () => {
    const { sender, request } = world;
    const { share } = await sendShare(sender.context, request);
    await revokeShare(sender.context, share.id);
    await runQueued();
    expect(await listCaughtMails()).toEqual([]);
  });

  it("leaves old links dead when an expired share lives again", async () => {
    const { sender, request } = world;
    const { share } = await sendShare(sender.context, request);
    await runQueued();
    const old = tokenIn((await listCaughtMails())[0]?.text ?? "");
    await db.share.update({ where: { id: share.id }, data: { expiresAt: new Date(Date.now() - 1000) } });
    await extendShare(sender.context, share.id, { expiresAt: new Date(Date.now() + 60_000).toISOString() });
    await runQueued();
    const mails = await listCaughtMails();
    expect(mails).toHaveLength(2);
    expect(await resolveLink(old)).toBeUndefined();
    expect(await resolveLink(tokenIn(mails[0]?.text ?? ""))).toBe(share.id);
  });

  it("of nobody's: an unknown token leads nowhere and is logged without it", async () => {
    const token = "A".repeat(43);
    expect(await resolveLink(token)).toBeUndefined();
    expect(await resolveLink("../../etc/passwd")).toBeUndefined();
    const rows = await db.auditEvent.findMany({ where: { action: "share.link-unknown" } });
    expect(rows.length).toBeGreaterThanOrEqual(2);
    expect(
      JSON.stringify(rows, (_, value) => (typeof value === "bigint" ? `${value}` : value)),
    ).not.toContain(token);
  });
});

describe("a mail server", () => {
  let server: SMTPServer | undefined;
  let answer: { code: number; text: string } | undefined;
  let received: { to: string; data: string }[] = [];

  async function startServer(): Promise<void> {
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS", "AUTH"],
      onRcptTo: ({ address }, _session, done) =>
        done(
          answer && Object.assign(new Error(`${answer.text} <${address}>`), { responseCode: answer.code }),
        ),
      onData: (stream, session, done) => {
        let data = "";
        stream.on("data", (chunk) => {
          data += chunk;
        });
        stream.on("end", () => {
          received.push({ to: session.envelope.rcptTo.map(({ address }) => address).join(), data });
          done();
        });
      },
    });
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    const { port } = server.server.address() as AddressInfo;
    setSmtpUrl(`smtp://127.0.0.1:${port}`);
  }
  /** `env` is read once per process: the test changes what was read. */
  function setSmtpUrl(url: string | undefined): void {
    const holder = globalThis as unknown as { beeldbrugEnvironment: { SMTP_URL?: string } };
    holder.beeldbrugEnvironment.SMTP_URL = url;
  }

  afterEach(async () => {
    await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
    server = undefined;
    answer = undefined;
    received = [];
    setSmtpUrl(undefined);
  });

  it("takes text and HTML, to one address", async () => {
    await startServer();
    const { sender, recipient, request } = world;
    const { share } = await sendShare(sender.context, request);
    expect(await runQueued()).toEqual([]);
    expect(received.map(({ to }) => to)).toEqual([recipient.user.email]);
    expect(received[0]?.data).toMatch(/multipart\/alternative/);
    expect(received[0]?.data).toMatch(/auto-submitted: auto-generated/i);
    expect(await follow(share.id)).toMatchObject({ mail: "SENT", state: "NOTIFIED" });
    expect(await listCaughtMails()).toEqual([]);
  });

  it("that refuses for good makes it FAILED at once, with its answer but without the address", async () => {
    await startServer();
    answer = { code: 550, text: "5.1.1 User unknown" };
    const { sender, recipient, request } = world;
    const { share } = await sendShare(sender.context, request);
    expect(await runQueued()).toEqual([]);
    const seen = await follow(share.id);
    expect(seen).toMatchObject({ mail: "FAILED", state: "WAITING", notifiedAt: null });
    expect(seen?.mailError).toContain("550");
    expect(seen?.mailError).toContain("User unknown");
    expect(seen?.mailError).not.toContain("@");
    expect(await db.shareLink.count({ where: { recipient: { shareId: share.id } } })).toBe(0);
    // The share itself is there all the same, for who looks in the inbox; and the sender can try again.
    expect((await getShare(recipient.context, share.id)).recipients[0]?.mailError).toBeNull();
    answer = undefined;
    await remindRecipients(sender.context, share.id);
    await runQueued();
    expect(await follow(share.id)).toMatchObject({ mail: "SENT", mailError: null });
  });

  it("that refuses for now, or is down, is tried again and nothing is lost", async () => {
    await startServer();
    answer = { code: 451, text: "4.7.1 Try again later" };
    const { sender, request } = world;
    const { share } = await sendShare(sender.context, request);
    const [failure] = await runQueued();
    expect(String(failure)).not.toContain("@");
    expect(await follow(share.id)).toMatchObject({
      mail: "QUEUED",
      mailError: expect.stringContaining("451"),
    });

    await new Promise<void>((resolve) => server?.close(() => resolve()));
    expect(await runQueued()).toHaveLength(1);
    expect(await follow(share.id)).toMatchObject({ mail: "QUEUED" });
    expect(await listCaughtMails()).toEqual([]);

    answer = undefined;
    await startServer();
    expect(await runQueued()).toEqual([]);
    expect(received).toHaveLength(1);
    expect(await follow(share.id)).toMatchObject({ mail: "SENT", mailError: null, state: "NOTIFIED" });
  });

  it("that stays down for two days is given up, in sight of the sender", async () => {
    await startServer();
    answer = { code: 451, text: "4.7.1 Try again later" };
    const { sender, request } = world;
    const { share } = await sendShare(sender.context, request);
    const old = new Date(Date.now() - 49 * 3_600_000);
    await db.share.update({ where: { id: share.id }, data: { stateAt: old } });
    await db.shareRecipient.updateMany({ where: { shareId: share.id }, data: { createdAt: old } });
    expect(await runQueued()).toEqual([]);
    expect(await follow(share.id)).toMatchObject({ mail: "FAILED" });
    expect(await db.auditEvent.count({ where: { objectId: share.id, outcome: "FAILURE" } })).toBe(2);

    // The sender is told, once, when mail goes again.
    answer = undefined;
    await runQueued();
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ to: sender.user.email });
    await runQueued();
    expect(received).toHaveLength(1);
  });
});
