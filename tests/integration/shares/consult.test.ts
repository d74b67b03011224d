import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { keepAnswer, replyToShare, sendShare } from "@/lib/shares";
import { readPdf } from "../../support/read-pdf";
import { makeStudy, makeWorld } from "./world";

let world: Awaited<ReturnType<typeof makeWorld>>;
let shareId: string;

beforeEach(async () => {
  world = await makeWorld();
  const { share } = await sendShare(world.sender.context, {
    ...world.request,
    purpose: "CONSULT",
    message: "Is dit een fractuur?",
  });
  shareId = share.id;
});

const place = () => ({
  studyInstanceUid: world.study.studyInstanceUid,
  seriesInstanceUid: world.study.series[0]?.seriesInstanceUid ?? "",
  frame: 2,
});

describe("a consult", () => {
  it("is a conversation that points at places in the images, and an answer that is kept as a document", async () => {
    const { sender, recipient, study } = world;
    await replyToShare(recipient.context, shareId, { text: "Welke kant?", references: [place()] });
    await replyToShare(sender.context, shareId, { text: "Links." });
    const answered = await replyToShare(recipient.context, shareId, {
      text: "Geen fractuur; een vaatkanaal.",
      references: [place()],
      isAnswer: true,
    });
    expect(answered.replies.map(({ isAnswer }) => isAnswer)).toEqual([false, false, true]);
    expect(answered.replies[2]?.references).toEqual([place()]);
    const replyId = answered.replies[2]?.replyId ?? "";

    const kept = await keepAnswer(sender.context, shareId, { replyId });
    const documentId = kept.replies[2]?.documentId ?? "";
    const document = await db.studyDocument.findUniqueOrThrow({ where: { id: documentId } });
    expect(document).toMatchObject({ studyId: study.id, contentType: "application/pdf" });
    const text = await readPdf(await bytesOf(document));
    expect(text).toContain("Geen fractuur; een vaatkanaal.");
    expect(text).toContain("Is dit een fractuur?");
    expect(text).toContain("beeld 2");
    expect(text).toContain(recipient.user.name);

    await keepAnswer(sender.context, shareId, { replyId });
    expect(await db.studyDocument.count({ where: { studyId: study.id } })).toBe(1);
    expect(await db.auditEvent.count({ where: { objectId: shareId, action: "share.answer-kept" } })).toBe(2);
  });

  it("says once what is sent twice under one id, and loses no words that changed meanwhile", async () => {
    const { recipient, stranger } = world;
    const reply = { id: randomUUID(), text: "Welke kant?", references: [place()] };
    const inLog = () => db.auditEvent.count({ where: { objectId: shareId, action: "share.replied" } });
    await replyToShare(recipient.context, shareId, reply);
    const once = await inLog();
    const again = await replyToShare(recipient.context, shareId, reply);
    expect(again.replies.map(({ text }) => text)).toEqual(["Welke kant?"]);
    expect(await inLog()).toBe(once);
    const changed = await replyToShare(recipient.context, shareId, { ...reply, text: "Links of rechts?" });
    expect(changed.replies.map(({ text }) => text)).toEqual(["Welke kant?", "Links of rechts?"]);
    expect(await inLog()).toBe(2 * once);
    await expect(replyToShare(stranger.context, shareId, reply)).rejects.toMatchObject({ status: 404 });
  });

  it("keeps nothing but an answer, and for nobody but the sender", async () => {
    const { sender, recipient, stranger } = world;
    const { replies } = await replyToShare(recipient.context, shareId, { text: "Welke kant?" });
    const replyId = replies[0]?.replyId ?? "";
    await expect(keepAnswer(sender.context, shareId, { replyId })).rejects.toMatchObject({
      code: "not_an_answer",
    });
    await expect(keepAnswer(recipient.context, shareId, { replyId })).rejects.toMatchObject({ status: 403 });
    await expect(keepAnswer(stranger.context, shareId, { replyId })).rejects.toMatchObject({ status: 404 });
    await expect(
      replyToShare(sender.context, shareId, { text: "Zelf maar", isAnswer: true }),
    ).rejects.toMatchObject({ status: 403 });
  });

  it("doesn't point outside what was sent", async () => {
    const other = await makeStudy(world.noord);
    await expect(
      replyToShare(world.recipient.context, shareId, {
        text: "Kijk daar",
        references: [
          {
            studyInstanceUid: other.studyInstanceUid,
            seriesInstanceUid: other.series[0]?.seriesInstanceUid ?? "",
          },
        ],
      }),
    ).rejects.toMatchObject({ code: "not_found" });
    expect(await db.shareReply.count({ where: { shareId } })).toBe(0);
  });
});

async function bytesOf(document: { objectKey: string; length: bigint }): Promise<Uint8Array> {
  const { storage } = await import("@/lib/storage");
  const chunks: Uint8Array[] = [];
  for await (const chunk of storage.read(document.objectKey, { offset: 0, length: Number(document.length) }))
    chunks.push(Uint8Array.from(chunk));
  return Buffer.concat(chunks);
}
