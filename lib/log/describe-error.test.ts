import { expect, test } from "vitest";
import { z } from "zod";
import { describeError } from "./describe-error";

const caught = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

test("keeps the text of errors that quote nothing", () => {
  const error = Object.assign(new Error("disk full", { cause: new RangeError("too far") }), {
    code: "ENOSPC",
  });
  expect(describeError(error)).toMatchObject({
    type: "Error",
    message: "disk full",
    code: "ENOSPC",
    cause: { type: "RangeError", message: "too far" },
  });
  expect((describeError(error) as { frames: string[] }).frames.length).toBeGreaterThan(0);
});

test.each([
  ["JSON", () => JSON.parse("Kanarie")],
  ["a schema", () => z.object({ name: z.literal("x") }).parse({ name: "Kanarie" })],
  [
    "the database",
    () => Object.assign(new Error("Key (name)=(Kanarie) already exists."), { severity: "ERROR" }),
  ],
  ["an address", () => new URL("Kanarie")],
  ["no error", () => "Kanarie"],
])("leaves out what %s quotes", (_, work) => {
  const error = caught(work);
  expect(JSON.stringify(describeError(new Error("outer", { cause: error })))).not.toContain("Kanarie");
  expect(JSON.stringify(describeError(error))).not.toContain("Kanarie");
});
