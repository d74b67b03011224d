import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { newUid } from "@/lib/dicom";
import { closeEvents } from "@/lib/http/handle-events";
import { announce } from "@/lib/live";
import {
  cancelMeeting,
  closeMeeting,
  getBoard,
  removeParticipant,
  submitCase,
  withdrawCase,
} from "@/lib/meetings";
import { addDocument } from "@/lib/studies";
import { ingest, makeInstance } from "../../support/ingest";
import { makePdf } from "../../support/make-pdf";
import { startSite } from "../../support/site";
import { asStream, tokenOf } from "../rights/people";
import { SERVICES } from "../rights/table";
import { makeMeetingWorld, type World } from "./world";

let site: Awaited<ReturnType<typeof startSite>>;
const open: AbortController[] = [];
beforeAll(async () => {
  site = await startSite();
});
afterAll(async () => {
  for (const controller of open) controller.abort();
  await closeEvents();
  await site.stop();
});

/** A case with real images and a document before a meeting, and every address at which a participant reads of it. */
async function makeCase() {
  const world = await makeMeetingWorld();
  const [study, series, instance] = [newUid(), newUid(), newUid()] as const;
  const uids = { StudyInstanceUID: study, SeriesInstanceUID: series, SOPInstanceUID: instance };
  await ingest(world.noord.id, makeInstance(uids));
  const pdf = await makePdf("Verslag");
  await addDocument(world.clinician.context, {
    organizationId: world.noord.id,
    studyInstanceUid: study,
    title: "Verslag",
    bytes: asStream(pdf),
  });
  const { id: documentId } = await db.studyDocument.findFirstOrThrow({
    where: { study: { studyInstanceUid: study } },
  });
  const found = await submitCase(world.clinician.context, world.meetingId, {
    studies: [{ studyInstanceUid: study }],
    question: "Wat te doen?",
  });
  const share = found.shares[0]?.shareId ?? "";
  const root = `/dicom-web/shares/${share}`;
  const services = Object.entries(SERVICES)
    .filter(([file]) => file !== "wado-rs-instances.ts")
    .flatMap(([, all]) => all)
    .map((service) => service.replace("{series}", series).replace("{instance}", instance));
  const addresses = [
    ...["/studies", "/series", "/instances", `/opening?studyUID=${study}`].map((path) => root + path),
    ...services.map((service) => `${root}/studies/${study}${service}`),
    `/api/v1/shares/${share}`,
    `/api/v1/shares/${share}/documents/${documentId}`,
    `/api/v1/studies/${study}/key-images?shareId=${share}`,
    `/api/v1/meetings/cases/${found.id}`,
  ];
  return {
    world,
    caseId: found.id,
    share,
    addresses,
    kept: [`${root}/studies/${study}`, `/api/v1/shares/${share}/archive`],
  };
}

async function headersOf(who: { user: { id: string } }) {
  return { authorization: `Bearer ${await tokenOf({ userId: who.user.id })}` };
}

async function statusOf(path: string, headers: Record<string, string>): Promise<number> {
  const response = await fetch(site.origin + path, { headers });
  await response.body?.cancel();
  return response.status;
}

/** What a page hears that follows topics, in the order of it. */
async function follow(topics: string[], headers: Record<string, string>): Promise<() => string> {
  const controller = new AbortController();
  open.push(controller);
  const query = topics.map((topic) => `topic=${topic}`).join("&");
  const response = await fetch(`${site.origin}/api/v1/events?${query}`, {
    headers,
    signal: controller.signal,
  });
  let heard = "";
  void (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>)
      heard += decoder.decode(chunk, { stream: true });
  })().catch(() => {});
  await expect.poll(() => heard).toContain("event: ready");
  return () => heard;
}

type Made = Awaited<ReturnType<typeof makeCase>>;
const participantOf = async ({ coordinator, meetingId, addresses }: World) =>
  (await getBoard(coordinator.context, meetingId)).participants.find(
    ({ addressId }) => addressId === addresses.member.id,
  )?.participantId ?? "";

const ENDINGS: Record<string, { status: number; end: (made: Made) => Promise<unknown> }> = {
  "leaving the meeting": {
    status: 404,
    end: async ({ world }) =>
      removeParticipant(world.member.context, world.seriesId, await participantOf(world)),
  },
  "being taken out of it": {
    status: 404,
    end: async ({ world }) =>
      removeParticipant(world.coordinator.context, world.seriesId, await participantOf(world)),
  },
  "withdrawing the case": {
    status: 410,
    end: ({ world, caseId }) => withdrawCase(world.clinician.context, caseId, { reason: "" }),
  },
  "ending the meeting": {
    status: 410,
    end: ({ world }) => closeMeeting(world.coordinator.context, world.meetingId),
  },
  "calling it off": {
    status: 410,
    end: ({ world }) => cancelMeeting(world.coordinator.context, world.meetingId),
  },
};

describe("every address of a case, and the streams that are open", () => {
  it.each(Object.entries(ENDINGS))("close with %s, at the next request", async (_, { status, end }) => {
    const made = await makeCase();
    const { world, share, addresses, kept } = made;
    const member = await headersOf(world.member);
    const heard = await follow([`meeting:${world.meetingId}`, `share:${share}`], member);
    const followedAt = Date.now();
    // Twice: what the first request found out could be remembered.
    for (const path of [...addresses, ...addresses])
      expect([path, await statusOf(path, member)]).toEqual([path, 200]);
    // Bytes of its own a participant never gets.
    for (const path of kept) expect([path, await statusOf(path, member)]).toEqual([path, 403]);

    await end(made);
    for (const path of [...addresses, ...kept])
      expect([path, await statusOf(path, member)]).toEqual([path, status]);
    const board = await fetch(`${site.origin}/api/v1/meetings/${world.meetingId}`, { headers: member });
    if (status === 404) expect(board.status).toBe(404);
    else expect((await board.json()).cases).toEqual([]);

    // Whatever happens to the case from now on isn't told any more: a right is looked at again after two seconds.
    await pause(Math.max(0, followedAt + 2_100 - Date.now()));
    await db.$transaction((transaction) => announce(transaction, { topic: `share:${share}`, kind: "later" }));
    await expect
      .poll(heard, { timeout: 15_000 })
      .toContain(`event: closed\ndata: {"topic":"share:${share}"}`);
    expect(heard()).not.toContain("later");
    if (status === 404) {
      await db.$transaction((transaction) =>
        announce(transaction, { topic: `meeting:${world.meetingId}`, kind: "later" }),
      );
      await expect
        .poll(heard, { timeout: 15_000 })
        .toContain(`event: closed\ndata: {"topic":"meeting:${world.meetingId}"}`);
      expect(heard()).not.toContain("later");
    }
    // Who brought the images has them as before.
    expect(await statusOf(`/api/v1/shares/${share}`, await headersOf(world.clinician))).toBe(200);
  });
});
