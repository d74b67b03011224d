import { sendRequest } from "@/lib/requests";
import { markOpened, replyToShare, resolveShareGrant, sendShare } from "@/lib/shares";
import { type DemoRequest, type DemoShare, demoRequests, demoShares } from "@/prisma/seed";
import { addressOf, contextOf, studiesOf } from "./demo-people";

const DAY_MS = 86_400_000;

/** What colleagues sent, opened and asked before: a newcomer's first inbox isn't empty. By the verbs that people use. */
export async function seedExchanges(): Promise<void> {
  for (const share of demoShares) await send(share);
  for (const request of demoRequests) await ask(request);
}

async function send({ by, to, accessions, opened, ...words }: DemoShare): Promise<void> {
  const studies = await studiesOf(by, accessions);
  const { share } = await sendShare(await contextOf(by), {
    ...words,
    studies,
    recipients: [{ addressId: await addressOf(to) }],
  });
  if (!opened) return;
  const reader = await contextOf(opened.by);
  const grant = await resolveShareGrant(reader, share.id);
  for (const { studyInstanceUid } of studies) await markOpened(reader, grant, studyInstanceUid);
  if (opened.reply) await replyToShare(reader, share.id, { text: opened.reply });
}

async function ask({ by, to, days, ...words }: DemoRequest): Promise<void> {
  await sendRequest(await contextOf(by), {
    ...words,
    addressId: await addressOf(to),
    ground: "TREATMENT",
    neededBy: new Date(Date.now() + days * DAY_MS).toISOString(),
  });
}
