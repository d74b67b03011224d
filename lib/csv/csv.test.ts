import { expect, it } from "vitest";
import { csvLine } from ".";

it.each(["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\tx", "\rx", " =1", "\u00a0=1", "＝1", "=1;2"])(
  "makes no formula of %j",
  (value) => {
    expect(csvLine([value])).toMatch(/^"?'/);
  },
);

it("keeps commas, semicolons, quotes and line ends in one cell", () => {
  expect(csvLine(["a,b", "c;d", 'say "x"', "plain", "line\nend"])).toBe(
    '"a,b","c;d","say ""x""",plain,"line\nend"\r\n',
  );
});

it("leaves numbers numbers", () => {
  expect(csvLine([-3, 0, ""])).toBe("-3,0,\r\n");
});
