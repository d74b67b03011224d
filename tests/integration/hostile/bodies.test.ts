import { NextRequest } from "next/server";
import { beforeAll, describe, expect, it } from "vitest";
import { POST as signIn } from "@/app/api/auth/[...nextauth]/route";
import { POST as checkShare } from "@/app/api/v1/shares/check/route";
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
