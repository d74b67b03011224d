import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Environment } from "@/lib/env";
import { addressBlock, REMOTE_ADDRESS_HEADER, requestFacts, stampRemoteAddress } from "./request-facts";

const settings = globalThis as { beeldbrugEnvironment?: Environment };
const trustProxy = (trust: boolean) => {
  vi.stubEnv("TRUST_PROXY", trust ? "1" : "0");
  delete settings.beeldbrugEnvironment;
};
beforeEach(() => {
  vi.stubEnv("BASE_URL", "http://127.0.0.1:3000");
  trustProxy(false);
});
afterEach(() => vi.unstubAllEnvs());

const socket = { remoteAddress: "::ffff:192.0.2.7" };

test("the socket's address counts, whatever the client claims", () => {
  const headers = { "x-forwarded-for": "203.0.113.9", [REMOTE_ADDRESS_HEADER]: "203.0.113.9" };
  expect(requestFacts({ headers, socket }).remoteAddress).toBe("192.0.2.7");
  const stamped: Record<string, string | string[] | undefined> = { ...headers };
  stampRemoteAddress({ headers: stamped, socket });
  expect(stamped[REMOTE_ADDRESS_HEADER]).toBe("192.0.2.7");
});

test("behind a trusted proxy its own entry counts, not what the client wrote before it", () => {
  trustProxy(true);
  const headers = { "x-forwarded-for": "203.0.113.9, 198.51.100.4" };
  expect(requestFacts({ headers, socket }).remoteAddress).toBe("198.51.100.4");
});

test("an IPv6 network of /64 is one address", () => {
  expect(addressBlock("2001:db8:1:2:3:4:5:6")).toBe(addressBlock("2001:db8:1:2::1"));
  expect(addressBlock("2001:db8:1:3::1")).not.toBe(addressBlock("2001:db8:1:2::1"));
  expect(addressBlock("192.0.2.7")).toBe("192.0.2.7");
  expect(addressBlock(undefined)).toBe("unknown");
});

test("language and cookies are read from either kind of request", () => {
  const headers = { cookie: "a=1; beeldbrug-locale=en; a=2", "accept-language": "nl" };
  const facts = requestFacts(new Request("http://x.example/", { headers }));
  expect([facts.locale, facts.cookie("a"), facts.method]).toEqual(["en", "1", "GET"]);
  expect(requestFacts({ method: "post", headers: { "accept-language": "en-GB" } })).toMatchObject({
    locale: "en",
    method: "POST",
  });
});
