import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { closeEvents } from "@/lib/http/handle-events";
import { announce, liveHub } from "@/lib/live";
import { revokeShare, sendShare } from "@/lib/shares";
import { makeAccount } from "../../support/accounts";
import { startSite } from "../../support/site";
import { cookieOf, tokenOf } from "../rights/people";
import { makeUser, makeWorld } from "../shares/world";

let site: Awaited<ReturnType<typeof startSite>>;
let world: Awaited<ReturnType<typeof makeWorld>>;
const open: AbortController[] = [];

beforeAll(async () => {
  site = await startSite();
  world = await makeWorld();
});
afterAll(async () => {
  for (const controller of open) controller.abort();
  await closeEvents();
  await site.stop();
});

interface Happening {
  event: string;
  data: Record<string, string>;
}

/** A page that follows topics. */
async function follow(topics: string[], headers: Record<string, string>) {
  const controller = new AbortController();
  open.push(controller);
  const query = topics.map((topic) => `topic=${encodeURIComponent(topic)}`).join("&");
  const response = await fetch(`${site.origin}/api/v1/events?${query}`, {
    headers,
    signal: controller.signal,
  });
  const heard: Happening[] = [];
  let isEnded = false;
  if (response.ok && response.body) void read(response.body, heard).finally(() => (isEnded = true));
  else await response.body?.cancel();
  return {
    status: response.status,
    headers: response.headers,
    heard,
    isEnded: () => isEnded,
    close: () => controller.abort(),
  };
}

async function read(body: ReadableStream<Uint8Array>, heard: Happening[]): Promise<void> {
  let text = "";
  const decoder = new TextDecoder();
  try {
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      const parts = text.split("\n\n");
      text = parts.pop() ?? "";
      for (const part of parts) {
        const event = /^event: (.*)$/m.exec(part)?.[1];
        if (event) heard.push({ event, data: JSON.parse(/^data: (.*)$/m.exec(part)?.[1] ?? "{}") });
      }
    }
  } catch {
    // Closed by the test.
  }
}

async function until(holds: () => boolean, milliseconds = 8_000): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!holds()) {
    if (Date.now() > end) throw new Error("it didn't happen in time");
    await pause(10);
  }
}

const bearer = async (user: { id: string }) => ({
  authorization: `Bearer ${await tokenOf({ userId: user.id })}`,
});

describe("events", () => {
  it("tell the recipient's inbox and the sender's list of a new share, with ids alone", async () => {
    const inbox = await follow(["inbox:me"], await bearer(world.recipient.user));
    const sent = await follow(["sent:me"], await bearer(world.sender.user));
    const stranger = await follow(["inbox:me"], await bearer(world.stranger.user));
    expect(inbox.headers.get("content-type")).toBe("text/event-stream");
    expect(inbox.headers.get("cache-control")).toContain("no-transform");
    expect(inbox.headers.get("content-encoding")).toBeNull();
    const { share } = await sendShare(world.sender.context, world.request);
    await until(() => inbox.heard.length >= 2 && sent.heard.length >= 2);
    const told = { event: "change", data: { kind: "changed", shareId: share.id } };
    expect(inbox.heard[0]?.event).toBe("ready");
    expect(inbox.heard[1]).toMatchObject({ ...told, data: { ...told.data, topic: "inbox:me" } });
    expect(sent.heard[1]).toMatchObject({ ...told, data: { ...told.data, topic: "sent:me" } });
    expect(stranger.heard).toEqual([{ event: "ready", data: {} }]);
    expect(JSON.stringify(inbox.heard)).not.toMatch(/Kanarie|CANARY|111222333/i);
  });

  it("say nothing of a transaction that was rolled back", async () => {
    const { share } = await sendShare(world.sender.context, world.request);
    const page = await follow([`share:${share.id}`], await bearer(world.recipient.user));
    await until(() => page.heard.length === 1);
    await db
      .$transaction(async (transaction) => {
        await announce(transaction, { topic: `share:${share.id}`, kind: "undone" });
        throw new Error("undone");
      })
      .catch(() => {});
    await db.$transaction((transaction) =>
      announce(transaction, { topic: `share:${share.id}`, kind: "committed" }),
    );
    await until(() => page.heard.length === 2);
    expect(page.heard[1]?.data.kind).toBe("committed");
  });

  it("refuse who has no right, without telling whether the topic exists", async () => {
    const { share } = await sendShare(world.sender.context, world.request);
    const stranger = await bearer(world.stranger.user);
    expect((await follow([`share:${share.id}`], stranger)).status).toBe(404);
    expect((await follow(["share:00000000-0000-7000-8000-000000000000"], stranger)).status).toBe(404);
    expect((await follow(["nothing:1"], stranger)).status).toBe(404);
    expect((await follow(["constructor:1"], stranger)).status).toBe(404);
    expect((await follow([`share:${share.id}`], {})).status).toBe(401);
    expect((await follow(["no topic"], stranger)).status).toBe(400);
    const both = await follow(["inbox:me", `share:${share.id}`], stranger);
    await until(() => both.heard.length === 2);
    expect(both.heard[1]).toEqual({ event: "closed", data: { topic: `share:${share.id}` } });
  });

  it("end for a recipient with the share, at once", async () => {
    const { share } = await sendShare(world.sender.context, world.request);
    const page = await follow([`share:${share.id}`], await bearer(world.recipient.user));
    await until(() => page.heard.length === 1);
    // The right was looked at when the page began; a moment later it is looked at again.
    await pause(2_100);
    await revokeShare(world.sender.context, share.id);
    await until(() => page.heard.some(({ event }) => event === "closed"));
    expect(page.heard.filter(({ event }) => event === "change")).toEqual([]);
  });

  it("end with the session", async () => {
    const user = await makeAccount({ organizationId: world.zuid.id });
    const cookie = await cookieOf(user.id);
    const page = await follow(["inbox:me"], { cookie });
    await until(() => page.heard.length === 1);
    await db.userSession.updateMany({ where: { userId: user.id }, data: { endedAt: new Date() } });
    await until(() => page.isEnded(), 15_000);
    expect(page.heard.at(-1)?.event).toBe("ended");
    expect((await follow(["inbox:me"], { cookie })).status).toBe(401);
  });

  it("keep no session alive", async () => {
    const user = await makeAccount({ organizationId: world.zuid.id });
    const cookie = await cookieOf(user.id);
    const before = new Date(Date.now() - 10 * 60_000);
    await db.userSession.updateMany({ where: { userId: user.id }, data: { lastSeenAt: before } });
    const page = await follow(["inbox:me"], { cookie });
    await until(() => page.heard.length === 1);
    page.close();
    const { lastSeenAt } = await db.userSession.findFirstOrThrow({ where: { userId: user.id } });
    expect(lastSeenAt).toEqual(before);
  });

  it("have pages ask for everything after the connection to the database was lost", async () => {
    const page = await follow(["inbox:me"], await bearer(world.recipient.user));
    await until(() => page.heard.length === 1);
    const owner = new pg.Client({ connectionString: env.DATABASE_OWNER_URL ?? "" });
    await owner.connect();
    await owner.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'beeldbrug live' AND datname = current_database()`,
    );
    await owner.end();
    await until(() => page.heard.some(({ event }) => event === "refetch"));
    const { share } = await sendShare(world.sender.context, world.request);
    await until(() => page.heard.some(({ data }) => data.shareId === share.id));
    const again = await follow(["inbox:me"], {
      ...(await bearer(world.recipient.user)),
      "last-event-id": "7",
    });
    await until(() => again.heard.length === 2);
    expect(again.heard[1]?.event).toBe("refetch");
  });

  it("are limited by person", async () => {
    const { user } = await makeUser(world.zuid);
    const headers = await bearer(user);
    const pages = await Promise.all(Array.from({ length: 31 }, () => follow(["inbox:me"], headers)));
    expect(pages.filter(({ status }) => status === 200)).toHaveLength(30);
    expect(pages.filter(({ status }) => status === 429)).toHaveLength(1);
    for (const page of pages) page.close();
    await until(() => pages.every((page) => page.status === 429 || page.isEnded()));
    await until(() => true);
    let again = await follow(["inbox:me"], headers);
    for (let tries = 0; again.status === 429 && tries < 100; tries += 1)
      again = await follow(["inbox:me"], headers);
    expect(again.status).toBe(200);
  });

  it("refuse to announce what could be about a patient", async () => {
    await expect(announce(db, { topic: "share:1", name: "Jansen^Anna Maria" })).rejects.toThrow("ids alone");
    expect(liveHub).toBeDefined();
  });
});
