import { describe, expect, it } from "vitest";
import { isDatabaseAway } from "./is-database-away";

const coded = (code: string, more: object = {}) => Object.assign(new Error("x"), { code, ...more });

describe("isDatabaseAway", () => {
  it.each([
    ["nobody listens", coded("ECONNREFUSED")],
    ["no socket is there", coded("ENOENT", { syscall: "connect" })],
    ["an administrator's shutdown", coded("57P01")],
    ["starting up", coded("57P03")],
    ["broken off between two messages", new Error("Connection terminated unexpectedly")],
    ["Prisma doesn't reach it", coded("P1001")],
    [
      "a shutdown inside Prisma's transaction",
      coded("P2039", {
        meta: { driverAdapterError: { name: "DriverAdapterError", cause: { originalCode: "57P01" } } },
      }),
    ],
  ])("%s", (_, error) => expect(isDatabaseAway(error)).toBe(true));

  it.each([
    ["a unique index", coded("P2002")],
    ["a file that isn't there", coded("ENOENT", { syscall: "open" })],
    ["a mistake in a statement", coded("42601")],
    ["a peer that is away", Object.assign(new Error("x"), { cause: coded("ECONNREFUSED") })],
    ["nothing", undefined],
  ])("not %s", (_, error) => expect(isDatabaseAway(error)).toBe(false));
});
