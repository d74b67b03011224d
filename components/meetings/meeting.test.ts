import { expect, test } from "vitest";
import type { CaseShare } from "@/lib/meetings";
import { newestShare, viewerHref } from "./meeting";

const share = (shareId: string, isReady: boolean, ...dates: string[]) =>
  ({ shareId, isReady, studies: dates.map((studyDate) => ({ studyDate })) }) as CaseShare;

test("a case is begun with its newest study that is there, with everything else beside it", () => {
  const shares = [
    share("old", true, "20240311"),
    share("coming", false, "20261201"),
    share("new", true, "20251021", "20261116"),
    share("none", true),
  ];
  const newest = newestShare(shares);
  expect(newest?.shareId).toBe("new");
  expect(newest && viewerHref(newest, shares)).toBe("/viewer?share=new&priors=old,new,none");
  expect(newestShare([])).toBeUndefined();
});
