import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createSignInThrottle, forgetSignInAttempts, signInWithPassword } from "@/lib/auth";
import { db } from "@/lib/db";
import { makeAccount, PASSWORD, requestFrom } from "@/tests/support/accounts";

// The clock stands still, so that a slow machine changes no wait and no code.
beforeAll(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterAll(() => void vi.useRealTimers());

const pools: pg.Pool[] = [];
afterAll(() => Promise.all(pools.map((pool) => pool.end())));

/** A throttle as a freshly started process has it. */
function startThrottle() {
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 4 });
  pools.push(pool);
  return createSignInThrottle(pool);
}

let addresses = 0;
const attempt = (more: { account?: string; remoteAddress?: string; isKnownAddress?: boolean } = {}) => ({
  account: more.account ?? randomUUID(),
  remoteAddress: more.remoteAddress ?? `198.51.100.${++addresses}`,
  isKnownAddress: more.isKnownAddress ?? false,
});

async function fail(
  throttle: ReturnType<typeof startThrottle>,
  who: ReturnType<typeof attempt>,
  times: number,
) {
  for (let count = 0; count < times; count += 1) expect(await throttle.begin(who)).toBe(0);
}

/** Lets time pass for everybody who waits. */
const letWaitsPass = () =>
  db.rateLimit.updateMany({ where: { key: { startsWith: "sign-in-turn:" } }, data: { expire: 1n } });

const wrong = (user: { email: string }, from: string) =>
  signInWithPassword(requestFrom(from), { email: user.email, password: "wrong" });
const right = (user: { email: string }, from: string) =>
  signInWithPassword(requestFrom(from), { email: user.email, password: PASSWORD });

test("the wait doubles with each failure and survives a restart", async () => {
  const who = attempt();
  const before = startThrottle();
  await fail(before, who, 5);
  expect(await before.begin(who)).toBe(2);
  const after = startThrottle();
  expect(await after.begin(who)).toBe(2);
  await letWaitsPass();
  expect(await after.begin(who)).toBe(0);
  expect(await startThrottle().begin(who)).toBe(4);
  await letWaitsPass();
  expect(await after.begin(who)).toBe(0);
  expect(await after.begin(who)).toBe(8);
});

test("being turned away doesn't make the wait longer", async () => {
  const throttle = startThrottle();
  const who = attempt();
  await fail(throttle, who, 5);
  for (let count = 0; count < 20; count += 1) expect(await throttle.begin(who)).toBeLessThanOrEqual(2);
  await letWaitsPass();
  await throttle.begin(who);
  expect(await throttle.begin(who)).toBe(4);
});

test("a hundred attempts at once are no way around", async () => {
  const throttle = startThrottle();
  const who = attempt();
  const waits = await Promise.all(Array.from({ length: 100 }, () => throttle.begin(who)));
  expect(waits.filter((wait) => wait === 0).length).toBeLessThanOrEqual(5);
});

test("success starts the pair anew but not the address", async () => {
  const throttle = startThrottle();
  const who = attempt({ remoteAddress: "203.0.113.1" });
  await fail(throttle, who, 4);
  await throttle.begin(who);
  await throttle.succeed(who);
  await fail(throttle, who, 4);
  for (let count = 0; count < 40; count += 1) await throttle.begin(attempt({ remoteAddress: "203.0.113.1" }));
  expect(await throttle.begin(attempt({ remoteAddress: "203.0.113.1" }))).toBeGreaterThan(0);
});

describe("an attacker", () => {
  test("who guesses from one address doesn't hinder another", async () => {
    const user = await makeAccount();
    for (let count = 0; count < 5; count += 1) await wrong(user, "203.0.113.7");
    expect(await right(user, "203.0.113.7")).toMatchObject({ outcome: "throttled", retryAfterSeconds: 2 });
    expect(await right(user, "203.0.113.8")).toMatchObject({ outcome: "signed-in" });
  });

  test("who guesses from everywhere doesn't lock out where the account was before", async () => {
    const user = await makeAccount();
    expect(await right(user, "192.0.2.200")).toMatchObject({ outcome: "signed-in" });
    for (let count = 0; count < 22; count += 1) await wrong(user, `203.0.113.${100 + count}`);
    expect(await right(user, "203.0.113.220")).toMatchObject({ outcome: "throttled" });
    expect(await right(user, "192.0.2.200")).toMatchObject({ outcome: "signed-in" });
  });

  test("who holds an address full of failures doesn't lock out a neighbour who was there before", async () => {
    const user = await makeAccount();
    await right(user, "203.0.113.77");
    const throttle = startThrottle();
    for (let count = 0; count < 42; count += 1)
      await throttle.begin(attempt({ remoteAddress: "203.0.113.77" }));
    expect(await right(await makeAccount(), "203.0.113.77")).toMatchObject({ outcome: "throttled" });
    expect(await right(user, "203.0.113.77")).toMatchObject({ outcome: "signed-in" });
  });

  test("can't tell an unknown account from a known one by the waits", async () => {
    const answers = async (email: string) => {
      const seen: string[] = [];
      for (let count = 0; count < 7; count += 1)
        seen.push(JSON.stringify(await wrong({ email }, "203.0.113.60")));
      return seen;
    };
    expect(await answers("nobody-at-all@noord.example")).toEqual(await answers((await makeAccount()).email));
  });
});

test("unlocking forgets the failures of that account alone", async () => {
  const [locked, other] = [await makeAccount(), await makeAccount()];
  for (const user of [locked, other])
    for (let count = 0; count < 5; count += 1) await wrong(user, "203.0.113.9");
  expect(await forgetSignInAttempts(locked.email)).toBeGreaterThan(0);
  expect(await right(locked, "203.0.113.9")).toMatchObject({ outcome: "signed-in" });
  expect(await right(other, "203.0.113.9")).toMatchObject({ outcome: "throttled" });
});
