import { beforeAll, expect, test, vi } from "vitest";

beforeAll(() => {
  vi.stubEnv("BASE_URL", "http://127.0.0.1:3000");
  vi.stubEnv("AUTH_SECRET", "b".repeat(40));
});

test("a code is good for its step and one to either side", async () => {
  const { makeTotpSecret, totpCode, totpStep } = await import("./totp");
  const secret = makeTotpSecret();
  const now = 1_800_000_015_000;
  const step = Math.floor(now / 30_000);
  expect(totpStep(secret, totpCode(secret, now), now)).toBe(step);
  expect(totpStep(secret, ` ${totpCode(secret, now - 30_000)} `, now)).toBe(step - 1);
  expect(totpStep(secret, totpCode(secret, now + 30_000), now)).toBe(step + 1);
  expect(totpStep(secret, totpCode(secret, now - 90_000), now)).toBeUndefined();
  expect(totpStep(secret, "12345", now)).toBeUndefined();
  expect(totpStep(secret, "abcdef", now)).toBeUndefined();
});

test("RFC 6238 appendix B, in six digits", async () => {
  const { totpCode } = await import("./totp");
  const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  expect(totpCode(secret, 59_000)).toBe("287082");
  expect(totpCode(secret, 1_111_111_109_000)).toBe("081804");
});

test("a sealed secret opens for its user alone", async () => {
  const { sealTotpSecret, unsealTotpSecret } = await import("./totp");
  const sealed = sealTotpSecret("SECRET", "anna");
  expect(sealed).not.toContain("SECRET");
  expect(unsealTotpSecret(sealed, "anna")).toBe("SECRET");
  expect(unsealTotpSecret(sealed, "bert")).toBeUndefined();
  expect(unsealTotpSecret(`${sealed.slice(0, -2)}AA`, "anna")).toBeUndefined();
  expect(unsealTotpSecret("", "anna")).toBeUndefined();
});
