import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterEach, beforeEach, expect, it } from "vitest";
import { systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { listCaughtMails } from "@/lib/mail";
import {
  askSender,
  declineShare,
  getShare,
  recordBounce,
  remindRecipients,
  replyToShare,
  resolveLink,
  revokeShare,
  sendShare,
} from "@/lib/shares";
import { deliveryReport } from "../../support/delivery-report";
import { CANARY, makeUser, makeWorld, queuedJobs, runQueued } from "./world";

/** `env` is read once per process: the test changes what was read. */
const settings = () =>
  (globalThis as unknown as { beeldbrugEnvironment: { SMTP_URL?: string; MAIL_BOUNCE_ADDRESS?: string } })
    .beeldbrugEnvironment;
const system = systemContext("cli");
const raw = (text: string) => new TextEncoder().encode(text);

let world: Awaited<ReturnType<typeof makeWorld>>;
beforeEach(async () => {
  await db.$executeRaw`DELETE FROM pgboss.job`;
  await db.caughtMail.deleteMany();
  world = await makeWorld();
});
afterEach(() => {
  settings().SMTP_URL = undefined;
  settings().MAIL_BOUNCE_ADDRESS = undefined;
});

async function toSender() {
  return (await listCaughtMails()).filter(({ to }) => to === world.sender.user.email);
}

it("tells the sender of an answer, a refusal and a question, in the sender's language and without what was said", async () => {
  const { sender, recipient, request } = world;
  await db.user.update({ where: { id: sender.user.id }, data: { locale: "en" } });
  const { share } = await sendShare(sender.context, request);
  await runQueued();
  const secret = `Betreft ${CANARY.bsn} Kanarievogel`;
  await replyToShare(recipient.context, share.id, { text: secret });
  await replyToShare(sender.context, share.id, { text: "Dank" });
  await declineShare(recipient.context, share.id, { reason: secret });
  await declineShare(recipient.context, share.id, { reason: secret });
  await revokeShare(sender.context, share.id);
  await askSender(recipient.context, share.id);
  expect(JSON.stringify(await queuedJobs())).not.toContain("Kanarievogel");
  expect(await runQueued()).toEqual([]);

  const mails = await toSender();
  expect(mails.map(({ subject }) => subject).sort()).toEqual([
    "A recipient asks for what you sent in Beeldbrug",
    "A reply to what you sent in Beeldbrug",
    "What you sent in Beeldbrug was declined",
  ]);
  for (const { text, html } of mails) {
    expect(text).toContain(recipient.user.name);
    expect(text).toContain(`http://127.0.0.1:3000/sent/${share.id}`);
    for (const word of [CANARY.bsn, "Kanarievogel", "Betreft"]) expect(text + html).not.toContain(word);
  }
});

it("tells nothing to who can't sign in any more", async () => {
  const { sender, recipient, request } = world;
  const { share } = await sendShare(sender.context, request);
  await replyToShare(recipient.context, share.id, { text: "Dank" });
  await db.user.update({ where: { id: sender.user.id }, data: { disabledAt: new Date() } });
  await runQueued();
  expect(await toSender()).toEqual([]);
});

/** Sends a share by a mail server that notes the envelope; answers where its mail returns to. */
async function sendByServer() {
  const envelopes: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onMailFrom: ({ address }, _session, done) => {
      envelopes.push(address);
      done();
    },
    onData: (stream, _session, done) => stream.resume().on("end", done),
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  settings().SMTP_URL = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  settings().MAIL_BOUNCE_ADDRESS = "bounce@beeldbrug.example";
  const { share } = await sendShare(world.sender.context, world.request);
  expect(await runQueued()).toEqual([]);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  settings().SMTP_URL = undefined;
  const [returnTo = ""] = envelopes;
  expect(returnTo).toMatch(/^bounce\+[0-9a-z]{38}@beeldbrug\.example$/);
  return { share, returnTo };
}
const seen = async (shareId: string) => (await getShare(world.sender.context, shareId)).recipients[0];

it("shows the sender that an accepted mail bounced, with the reason, and tells once", async () => {
  const { share, returnTo } = await sendByServer();
  expect(await seen(share.id)).toMatchObject({ mail: "SENT" });
  const report = raw(
    deliveryReport(returnTo.toUpperCase(), "failed", "550 5.1.1 <weg@zuid.example> User unknown"),
  );
  expect(await recordBounce(system, { raw: report })).toBe("recorded");
  expect(await seen(share.id)).toMatchObject({ mail: "FAILED", mailError: "550 5.1.1 User unknown" });
  expect(await db.shareLink.count({ where: { recipient: { shareId: share.id } } })).toBe(0);
  expect(await recordBounce(system, { raw: report })).toBe("superseded");
  await runQueued();
  expect((await toSender()).map(({ subject }) => subject)).toEqual([
    "Een mail over uw zending in Beeldbrug is niet aangekomen",
  ]);
  expect(await db.auditEvent.count({ where: { action: "share.mail-bounced", objectId: share.id } })).toBe(2);

  // A reminder is a fresh mail; the old report says nothing about it.
  await remindRecipients(world.sender.context, share.id);
  await runQueued();
  expect(await seen(share.id)).toMatchObject({ mail: "SENT", mailError: null });
});

it("lets an old mail's bounce not undo a later mail that went out", async () => {
  const { share, returnTo } = await sendByServer();
  await remindRecipients(world.sender.context, share.id);
  await runQueued();
  const report = raw(deliveryReport("postmaster@beeldbrug.example", "failed", "550 no"));
  expect(await recordBounce(system, { raw: report, sentTo: returnTo })).toBe("superseded");
  expect(await seen(share.id)).toMatchObject({ mail: "SENT" });
  const [mail] = await listCaughtMails();
  expect(await resolveLink(/\/s\/([\w-]{43})/.exec(mail?.text ?? "")?.[1] ?? "")).toBe(share.id);
});

it("ignores delays, answers of people, and addresses that it didn't make", async () => {
  const { share, returnTo } = await sendByServer();
  const forged = returnTo.replace(/.@/, (last) => `${last[0] === "a" ? "b" : "a"}@`);
  for (const text of [
    deliveryReport(returnTo, "delayed", "451 later"),
    `To: ${returnTo}\r\nSubject: Afwezig\r\n\r\nAction: failed\r\n`,
    deliveryReport(forged, "failed", "550 no"),
    deliveryReport("bounce+x@beeldbrug.example", "failed", "550 no"),
    "",
  ])
    expect(await recordBounce(system, { raw: raw(text) })).toBe("ignored");
  expect(await seen(share.id)).toMatchObject({ mail: "SENT" });
});

it("takes bounces from the installation alone", async () => {
  const admin = await makeUser(world.zuid, ["ADMINISTRATOR", "OPERATOR"]);
  await expect(recordBounce(admin.context, { raw: raw("") })).rejects.toMatchObject({ code: "forbidden" });
});
