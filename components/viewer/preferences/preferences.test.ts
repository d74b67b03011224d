import { beforeEach, expect, test, vi } from "vitest";

const { api } = vi.hoisted(() => ({ api: vi.fn() }));
vi.mock("@/components/api-client", () => ({ api }));

type Answer = { resolve: (value: unknown) => void; reject: (reason: Error) => void };

/** What the page asks, answered when the test says so. */
let asked: ({ method: string; body: unknown } & Answer)[] = [];
const fresh = async () => {
  vi.resetModules();
  return import("./preferences");
};
const settled = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  asked = [];
  api.mockImplementation(
    (_address: string, { method = "GET", body }: { method?: string; body?: unknown } = {}) =>
      new Promise((resolve, reject) => {
        asked.push({ method, body, resolve, reject });
      }),
  );
});

test("what is chosen before the answer came shows at once, and takes nothing away that the server has", async () => {
  const { preferences, loadPreferences, changePreferences } = await fresh();
  const loading = loadPreferences();
  const saving = changePreferences(({ layouts }) => ({ layouts: { ...layouts, CT: "2x2" } }));
  expect(preferences.get()).toEqual({ layouts: { CT: "2x2" } });
  await settled();
  expect(asked.map(({ method }) => method)).toEqual(["GET"]);
  asked[0]?.resolve({ layouts: { CT: "1x1", MR: "1x2" }, keys: { next: ["n"] } });
  await loading;
  await settled();
  expect(preferences.get()).toEqual({ layouts: { CT: "2x2", MR: "1x2" }, keys: { next: ["n"] } });
  expect(asked[1]).toMatchObject({ method: "PUT", body: { layouts: { CT: "2x2", MR: "1x2" } } });
  asked[1]?.resolve(undefined);
  await saving;
});

test("a section isn't replaced when it is unknown what stands in it; the next time it is asked again", async () => {
  const { preferences, changePreferences } = await fresh();
  const saving = changePreferences(() => ({ keys: { next: ["n"] } }));
  asked[0]?.reject(new Error("no connection"));
  await expect(saving).rejects.toThrow();
  expect(preferences.get()).toEqual({ keys: { next: ["n"] } });
  const again = changePreferences(({ keys }) => ({ keys: { ...keys, previous: ["p"] } }));
  asked[1]?.resolve({ keys: { zoom: ["z"] } });
  await settled();
  // The first choice was for all keys.
  expect(asked[2]?.body).toEqual({ keys: { next: ["n"], previous: ["p"] } });
  asked[2]?.resolve(undefined);
  await again;
});

test("a later choice waits for the one before it, also when that wasn't taken", async () => {
  const { loadPreferences, changePreferences } = await fresh();
  const loading = loadPreferences();
  asked[0]?.resolve({});
  await loading;
  const first = changePreferences(() => ({ tools: { speed: 1 } }));
  const second = changePreferences(() => ({ tools: { speed: 2 } }));
  await settled();
  expect(asked).toHaveLength(2);
  asked[1]?.reject(new Error("in trouble"));
  await expect(first).rejects.toThrow("in trouble");
  await settled();
  expect(asked[2]?.body).toEqual({ tools: { speed: 2 } });
  asked[2]?.resolve(undefined);
  await second;
});
