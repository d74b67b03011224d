import { describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { listKeyImages, markKeyImage, removeKeyImage } from "@/lib/key-images";
import { revokeShare, sendShare } from "@/lib/shares";
import { makeStudy, makeUser, makeWorld, runQueued } from "../shares/world";

async function markedWorld() {
  const world = await makeWorld();
  const [first, second] = world.study.series;
  if (!first || !second) throw new Error("two series");
  const instanceOf = async (seriesId: string) =>
    (await db.instance.findFirstOrThrow({ where: { seriesId } })).sopInstanceUid;
  const place = async (series: { id: string; seriesInstanceUid: string }, note = "") => ({
    seriesInstanceUid: series.seriesInstanceUid,
    sopInstanceUid: await instanceOf(series.id),
    frame: 1,
    note,
  });
  return { ...world, first, second, place };
}

describe("key images", () => {
  test("what the sender marks before or after sending, the recipient sees; series outside the share stay hidden", async () => {
    const {
      sender: { context: sender },
      recipient: { context: recipient },
      study,
      first,
      second,
      place,
      request,
    } = await markedWorld();
    await markKeyImage(sender, study.studyInstanceUid, await place(first, "Nodule?"));
    const { share } = await sendShare(sender, {
      ...request,
      studies: [{ studyInstanceUid: study.studyInstanceUid, seriesInstanceUids: [first.seriesInstanceUid] }],
    });
    await runQueued();
    await db.share.update({ where: { id: share.id }, data: { state: "SENT" } });
    await markKeyImage(sender, study.studyInstanceUid, await place(second, "Buiten de zending"));
    const { items } = await listKeyImages(recipient, study.studyInstanceUid, share.id);
    expect(items.map(({ note, isOwn }) => [note, isOwn])).toEqual([["Nodule?", false]]);
    const own = await listKeyImages(sender, study.studyInstanceUid, undefined);
    expect(own.items).toHaveLength(2);
    await expect(listKeyImages(recipient, study.studyInstanceUid, undefined)).rejects.toMatchObject({
      status: 404,
    });
  });

  test("a recipient's marks stay in the recipient's organisation, and can't be made outside the share", async () => {
    const {
      sender: { context: sender },
      recipient: { context: recipient },
      study,
      first,
      second,
      place,
      request,
      noord,
    } = await markedWorld();
    const { share } = await sendShare(sender, {
      ...request,
      studies: [{ studyInstanceUid: study.studyInstanceUid, seriesInstanceUids: [first.seriesInstanceUid] }],
    });
    await runQueued();
    await db.share.update({ where: { id: share.id }, data: { state: "SENT" } });
    const own = { ...(await place(first, "Ons oordeel")), shareId: share.id };
    const mark = await markKeyImage(recipient, study.studyInstanceUid, own);
    expect(mark.isOwn).toBe(true);
    expect((await listKeyImages(sender, study.studyInstanceUid, undefined)).items).toEqual([]);
    expect((await listKeyImages(sender, study.studyInstanceUid, share.id)).items).toEqual([]);
    await expect(
      markKeyImage(recipient, study.studyInstanceUid, { ...(await place(second)), shareId: share.id }),
    ).rejects.toMatchObject({ status: 404 });
    await expect(removeKeyImage(sender, mark.id)).rejects.toMatchObject({ status: 404 });
    const log = await db.auditEvent.findMany({ where: { action: "key-image.marked" } });
    // What a recipient points out is written in the recipient's log alone.
    expect(log.length).toBeGreaterThan(0);
    expect(log.some(({ chain, objectId }) => chain === noord.id && objectId === mark.id)).toBe(false);
  });

  test("one mark per frame: a second one changes the note; after revocation nothing is shown or marked", async () => {
    const {
      sender: { context: sender },
      recipient: { context: recipient },
      study,
      first,
      place,
      request,
    } = await markedWorld();
    const { share } = await sendShare(sender, request);
    await runQueued();
    await db.share.update({ where: { id: share.id }, data: { state: "SENT" } });
    const own = { ...(await place(first, "een")), shareId: share.id };
    const one = await markKeyImage(recipient, study.studyInstanceUid, own);
    const two = await markKeyImage(recipient, study.studyInstanceUid, { ...own, note: "twee" });
    expect(two).toMatchObject({ id: one.id, note: "twee" });
    await revokeShare(sender, share.id);
    await expect(listKeyImages(recipient, study.studyInstanceUid, share.id)).rejects.toMatchObject({
      code: "share_revoked",
    });
    await expect(markKeyImage(recipient, study.studyInstanceUid, own)).rejects.toMatchObject({ status: 410 });
  });

  test("an instance of another study can't be marked under this one", async () => {
    const {
      noord,
      sender: { context: sender },
      study,
      first,
      place,
    } = await markedWorld();
    const other = await makeStudy(noord);
    const input = await place(first);
    await expect(markKeyImage(sender, other.studyInstanceUid, input)).rejects.toMatchObject({ status: 404 });
    const { context: colleague } = await makeUser(noord);
    const { id } = await markKeyImage(sender, study.studyInstanceUid, input);
    await removeKeyImage(colleague, id);
    expect((await listKeyImages(sender, study.studyInstanceUid, undefined)).items).toEqual([]);
  });
});
