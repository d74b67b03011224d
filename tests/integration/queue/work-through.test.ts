import { expect, it } from "vitest";
import { workThrough } from "@/lib/queue";

const rows = Array.from({ length: 7 }, (_, at) => ({ id: `${at}` }));
const page = async (after: { id: string } | undefined) =>
  rows.filter(({ id }) => after === undefined || id > after.id).slice(0, 3);

it("comes by every row once, page after page", async () => {
  const seen: string[] = [];
  await workThrough(page, async ({ id }) => void seen.push(id));
  expect(seen).toEqual(rows.map(({ id }) => id));
});

it("goes on after a row that fails, and fails at the end", async () => {
  const seen: string[] = [];
  const working = workThrough(page, async ({ id }) => {
    if (id === "1" || id === "4") throw new Error(`row ${id}`);
    seen.push(id);
  });
  await expect(working).rejects.toThrow("row 1");
  expect(seen).toEqual(["0", "2", "3", "5", "6"]);
});

it("ends at once where the database is away", async () => {
  let tries = 0;
  const working = workThrough(page, async () => {
    tries += 1;
    throw Object.assign(new Error("away"), { code: "ECONNREFUSED" });
  });
  await expect(working).rejects.toThrow("away");
  expect(tries).toBe(1);
});
