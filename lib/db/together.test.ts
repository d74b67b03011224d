import { describe, expect, it } from "vitest";
import { together } from "./together";

/** A database that answers when it is told to. */
function slowDatabase() {
  const asked: { keys: string[]; answer: () => void; fail: () => void }[] = [];
  const find = together<string>((keys) => {
    const { promise, resolve, reject } = Promise.withResolvers<Map<string, string>>();
    asked.push({
      keys,
      answer: () =>
        resolve(new Map(keys.filter((key) => key !== "none").map((key) => [key, key.toUpperCase()]))),
      fail: () => reject(new Error("away")),
    });
    return promise;
  });
  return { asked, find };
}

/** Until what was asked has begun. */
const begun = () => new Promise(setImmediate);

describe("together", () => {
  it("begins at once, and with what comes in at the same moment where several asked before", async () => {
    const { asked, find } = slowDatabase();
    const first = find("a");
    expect(asked.map(({ keys }) => keys)).toEqual([["a"]]);
    const two = [find("b"), find("b")];
    asked[0]?.answer();
    await first;
    asked[1]?.answer();
    await Promise.all(two);
    const three = [find("c"), find("d")];
    expect(asked).toHaveLength(2);
    await begun();
    expect(asked.map(({ keys }) => keys)).toEqual([["a"], ["b"], ["c", "d"]]);
    asked[2]?.answer();
    expect(await Promise.all(three)).toEqual(["C", "D"]);
  });

  it("puts what is asked meanwhile into one later statement, never into the one that has begun", async () => {
    const { asked, find } = slowDatabase();
    const first = find("a");
    await begun();
    const later = [find("a"), find("b"), find("a"), find("none")];
    expect(asked.map(({ keys }) => keys)).toEqual([["a"]]);
    asked[0]?.answer();
    expect(await first).toBe("A");
    expect(asked.map(({ keys }) => keys)).toEqual([["a"], ["a", "b", "none"]]);
    asked[1]?.answer();
    expect(await Promise.all(later)).toEqual(["A", "B", "A", undefined]);
  });

  it("fails those who asked, and goes on", async () => {
    const { asked, find } = slowDatabase();
    const first = find("a");
    await begun();
    const second = find("b");
    asked[0]?.fail();
    await expect(first).rejects.toThrow("away");
    asked[1]?.answer();
    expect(await second).toBe("B");
    const third = find("c");
    await begun();
    asked[2]?.answer();
    expect(await third).toBe("C");
  });

  it("asks for no more than 200 at a time", async () => {
    const { asked, find } = slowDatabase();
    const all = Array.from({ length: 451 }, (_, index) => find(`k${index}`));
    for (let at = 0; at < 4; at++) {
      await begun();
      asked[at]?.answer();
    }
    await Promise.all(all);
    expect(asked.map(({ keys }) => keys.length)).toEqual([1, 200, 200, 50]);
    expect((await Promise.all(all)).at(-1)).toBe("K450");
  });
});
