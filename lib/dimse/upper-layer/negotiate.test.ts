import { expect, it } from "vitest";
import { ContextResult } from "./associate";
import { negotiate } from "./negotiate";

const CT = "1.2.840.10008.5.1.4.1.1.2";
const FIND = "1.2.840.10008.5.1.4.1.2.2.1";
const IMPLICIT = "1.2.840.10008.1.2";

it("takes the first proposed transfer syntax that can be kept", () => {
  const { answers, accepted } = negotiate({
    contexts: [
      { id: 1, abstractSyntax: CT, transferSyntaxes: ["1.2.3.4", "1.2.840.10008.1.2.4.90", IMPLICIT] },
    ],
    roles: [],
  });
  expect(answers[0]).toMatchObject({
    result: ContextResult.acceptance,
    transferSyntax: "1.2.840.10008.1.2.4.90",
  });
  expect(accepted.get(1)).toEqual({ abstractSyntax: CT, transferSyntax: "1.2.840.10008.1.2.4.90" });
});

it("takes queries uncompressed only", () => {
  const { accepted } = negotiate({
    contexts: [{ id: 1, abstractSyntax: FIND, transferSyntaxes: ["1.2.840.10008.1.2.4.90", IMPLICIT] }],
    roles: [],
  });
  expect(accepted.get(1)?.transferSyntax).toBe(IMPLICIT);
});

it("says why a context is not taken", () => {
  const { answers, accepted } = negotiate({
    contexts: [
      { id: 1, abstractSyntax: "1.2.840.10008.5.1.4.31", transferSyntaxes: [IMPLICIT] },
      { id: 3, abstractSyntax: CT, transferSyntaxes: ["1.2.3.4"] },
    ],
    roles: [],
  });
  expect(answers.map((answer) => answer.result)).toEqual([
    ContextResult.abstractSyntaxNotSupported,
    ContextResult.transferSyntaxesNotSupported,
  ]);
  expect(accepted.size).toBe(0);
});

it("grants roles in the classes that it accepted", () => {
  const role = { sopClassUid: CT, isScu: false, isScp: true };
  const { roles } = negotiate({
    contexts: [{ id: 1, abstractSyntax: CT, transferSyntaxes: [IMPLICIT] }],
    roles: [role, { sopClassUid: "1.2.3", isScu: false, isScp: true }],
  });
  expect(roles).toEqual([role]);
});
