import http from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { NextRequest } from "next/server";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { POST as signIn } from "@/app/api/auth/[...nextauth]/route";
import { POST as checkShare } from "@/app/api/v1/shares/check/route";
import { toProblem } from "@/lib/http/problem-response";
import { log } from "@/lib/log";
import { makeAccount } from "../../support/accounts";
import { tokenOf } from "../rights/people";

const CHUNK = new Uint8Array(65_536).fill(0x61);
const WHOLE_BYTES = 64_000_000;

let token: string;
beforeAll(async () => {
  token = await tokenOf({ userId: (await makeAccount()).id });
});

/** A request that doesn't say how much comes (chunked), and how much of it was taken. */
function endless(contentType: string) {
  let taken = 0;
  const body = new ReadableStream({
    pull(controller) {
      taken += CHUNK.length;
      controller.enqueue(CHUNK);
      if (taken >= WHOLE_BYTES) controller.close();
    },
  });
  const headers = { authorization: `Bearer ${token}`, "content-type": contentType };
  const request = new NextRequest("http://127.0.0.1:3000/", {
    method: "POST",
    headers,
    body,
    duplex: "half",
  });
  return { request, taken: () => taken };
}

describe("bodies without a length", () => {
  it("are read no further than the call takes", async () => {
    const { request, taken } = endless("application/json");
    const response = await checkShare(request, { params: Promise.resolve({}) });
    expect(response.status).toBe(413);
    expect(taken()).toBeLessThan(WHOLE_BYTES / 10);
  });

  it("of who isn't signed in are read no further than a sign-in is long", async () => {
    const { request, taken } = endless("application/x-www-form-urlencoded");
    const response = await signIn(request, {
      params: Promise.resolve({ nextauth: ["callback", "credentials"] }),
    });
    expect(response.status).toBe(413);
    expect(taken()).toBeLessThan(WHOLE_BYTES / 10);
  });
});

describe("a sign-in", () => {
  it("is a form: values that aren't texts come to nothing that would read them", async () => {
    for (const body of ['{"a', '{"callbackUrl":{"startsWith":1},"email":["a"],"csrfToken":{}}']) {
      const headers = { "content-type": "application/json" };
      const response = await signIn(
        new NextRequest("http://127.0.0.1:3000/", { method: "POST", headers, body }),
        { params: Promise.resolve({ nextauth: ["callback", "credentials"] }) },
      );
      expect(response.status).toBe(415);
      expect(await response.json()).toMatchObject({ code: "unsupported_media_type" });
    }
  });
});

describe("who goes away with half a body sent", () => {
  it("is no failure of ours", async () => {
    const logged = vi.spyOn(log, "error");
    const server = http.createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const client = http.request({ port, method: "POST", headers: { "content-length": 10 } });
    client.on("error", () => server.close());
    const problem = new Promise((resolve) => {
      server.on("request", (request) => {
        text(request).catch((error: unknown) => resolve(toProblem(error, "1")));
        client.destroy();
      });
    });
    client.flushHeaders();
    expect(await problem).toMatchObject({ status: 400, code: "aborted" });
    expect(logged).not.toHaveBeenCalled();
  });
});

describe("JSON that is nested", () => {
  it("ever deeper is wrong input, not our failure", async () => {
    const depth = 400_000;
    const response = await checkShare(
      new Request("http://127.0.0.1:3000/", {
        method: "POST",
        headers: { authorization: `Bearer ${token}` },
        body: `${"[".repeat(depth)}${"]".repeat(depth)}`,
      }),
      { params: Promise.resolve({}) },
    );
    expect(response.status).toBe(400);
  });
});
