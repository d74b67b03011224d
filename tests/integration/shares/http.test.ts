import { beforeEach, describe, expect, it } from "vitest";
import * as revokeRoute from "@/app/api/v1/shares/[id]/revoke/route";
import * as oneRoute from "@/app/api/v1/shares/[id]/route";
import * as sharesRoute from "@/app/api/v1/shares/route";
import { GET as caughtMails } from "@/app/dev/mail/json/route";
import { hashToken, makeToken } from "@/lib/auth";
import { db } from "@/lib/db";
import type { Scope } from "@/lib/db/generated/enums";
import { makeUser, makeWorld, runQueued } from "./world";

type World = Awaited<ReturnType<typeof makeWorld>>;
let world: World;
beforeEach(async () => {
  world = await makeWorld();
});

async function tokenOf(
  owner: { userId: string } | { organizationId: string },
  scopes: Scope[] = ["api", "dicomweb"],
) {
  const token = makeToken("userId" in owner ? "user" : "organization");
  await db.apiToken.create({ data: { ...owner, tokenHash: hashToken(token), scopes } });
  return token;
}

function request(
  token: string | undefined,
  body?: unknown,
  headers: Record<string, string> = {},
  query = "",
) {
  return new Request(`http://127.0.0.1:3000/api/v1/shares${query}`, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
}

const none = { params: Promise.resolve({}) };
const of = (id: string) => ({ params: Promise.resolve({ id }) });
const problem = async (response: Response) => ({
  status: response.status,
  type: response.headers.get("content-type"),
  code: ((await response.json()) as { code: string }).code,
});
const refused = (status: number, code: string) => ({ status, type: "application/problem+json", code });

describe("POST /api/v1/shares", () => {
  it("answers 201, then 200 for the same key and body, then 422", async () => {
    const token = await tokenOf({ userId: world.sender.user.id });
    const key = { "idempotency-key": "abc" };
    const first = await sharesRoute.POST(request(token, world.request, key), none);
    expect(first.status).toBe(201);
    const { id } = (await first.json()) as { id: string };
    const second = await sharesRoute.POST(request(token, world.request, key), none);
    expect(second.status).toBe(200);
    expect(((await second.json()) as { id: string }).id).toBe(id);
    const third = await sharesRoute.POST(request(token, { ...world.request, message: "Anders" }, key), none);
    expect(await problem(third)).toEqual(refused(422, "idempotency_conflict"));
  });

  it("says what is wrong by stable codes", async () => {
    const { sender, noord, request: good } = world;
    const token = await tokenOf({ userId: sender.user.id });
    const send = async (who: string | undefined, body: unknown, headers = {}) =>
      problem(await sharesRoute.POST(request(who, body, headers), none));
    expect(await send(undefined, good)).toEqual(refused(401, "unauthorized"));
    expect(await send("nonsense", good)).toEqual(refused(401, "unauthorized"));
    expect(await send(token, "{")).toEqual(refused(400, "invalid_json"));
    expect(await send(token, { ...good, purpose: "FUN" })).toEqual(refused(400, "invalid_input"));
    expect(await send(token, { ...good, expiresAt: "tomorrow" })).toEqual(refused(400, "invalid_input"));
    expect(await send(token, good, { "idempotency-key": "x".repeat(256) })).toEqual(
      refused(400, "invalid_idempotency_key"),
    );
    expect(await send(token, { ...good, expiresAt: "2020-01-01T00:00:00Z" })).toEqual(
      refused(422, "expiry_in_past"),
    );
    expect(await send(token, { ...good, recipients: [{ addressId: "x" }] })).toEqual(
      refused(422, "unknown_address"),
    );
    expect(await send(token, { ...good, studies: [{ studyInstanceUid: "1.2" }] })).toEqual(
      refused(404, "not_found"),
    );
    const machine = await tokenOf({ organizationId: noord.id });
    expect(await send(machine, good)).toEqual(refused(403, "actor_required"));
    const narrow = await tokenOf({ userId: sender.user.id }, ["dicomweb"]);
    expect(await send(narrow, good)).toEqual(refused(403, "insufficient_scope"));
    const administrator = await makeUser(noord, ["ADMINISTRATOR"]);
    expect(await send(await tokenOf({ userId: administrator.user.id }), good)).toEqual(
      refused(403, "forbidden"),
    );
  });
});

describe("GET /api/v1/shares", () => {
  it("lists a box, and needs to know which", async () => {
    const token = await tokenOf({ userId: world.sender.user.id });
    await sharesRoute.POST(request(token, world.request), none);
    const sent = await sharesRoute.GET(request(token, undefined, {}, "?box=sent"), none);
    expect(await sent.json()).toMatchObject({ items: [{ state: "SENT" }], nextCursor: null });
    const reader = await tokenOf({ userId: world.recipient.user.id });
    const inbox = await sharesRoute.GET(request(reader, undefined, {}, "?box=inbox&work=UNREAD,DONE"), none);
    expect(((await inbox.json()) as { items: unknown[] }).items).toHaveLength(1);
    for (const query of ["", "?box=other", "?box=inbox&work=LATER", "?box=inbox&cursor=zz"])
      expect((await sharesRoute.GET(request(token, undefined, {}, query), none)).status).toBe(400);
  });
});

describe("one share", () => {
  it("is the same 404 for another's and for none, and 410 for its recipient after revocation", async () => {
    const token = await tokenOf({ userId: world.sender.user.id });
    const created = await sharesRoute.POST(request(token, world.request), none);
    const { id } = (await created.json()) as { id: string };
    const stranger = await tokenOf({ userId: world.stranger.user.id });
    const foreign = await oneRoute.GET(request(stranger), of(id));
    const unknown = await oneRoute.GET(request(stranger), of("018f0000-0000-7000-8000-000000000000"));
    const strip = async (response: Response) => {
      const { requestId: _, ...rest } = (await response.json()) as Record<string, unknown>;
      return { status: response.status, ...rest };
    };
    expect(await strip(foreign)).toEqual(await strip(unknown));

    const reader = await tokenOf({ userId: world.recipient.user.id });
    expect((await oneRoute.GET(request(reader), of(id))).status).toBe(200);
    expect(await problem(await revokeRoute.POST(request(reader, {}), of(id)))).toEqual(
      refused(403, "forbidden"),
    );
    expect((await revokeRoute.POST(request(token, ""), of(id))).status).toBe(200);
    expect(await problem(await oneRoute.GET(request(reader), of(id)))).toEqual(refused(410, "share_revoked"));
  });
});

describe("GET /dev/mail as JSON", () => {
  it("has the caught mails, newest first, without more", async () => {
    const token = await tokenOf({ userId: world.sender.user.id });
    await sharesRoute.POST(request(token, world.request), none);
    await sharesRoute.POST(request(token, world.request), none);
    await runQueued();
    const mails = (await (await caughtMails()).json()) as { sentAt: string }[];
    expect(Object.keys(mails[0] ?? {}).sort()).toEqual(["html", "sentAt", "subject", "text", "to"]);
    expect(mails.map(({ sentAt }) => sentAt)).toEqual(
      mails
        .map(({ sentAt }) => sentAt)
        .sort()
        .reverse(),
    );
  });
});
