import { expect, it } from "vitest";
import { negotiate } from "./negotiate";
import { ContextResult } from "./pdu";

const CT = "1.2.840.10008.5.1.4.1.1.2";

it("takes the first proposed transfer syntax that can be kept", () => {
  const { answers, accepted } = negotiate([
    {
      id: 1,
      abstractSyntax: CT,
      transferSyntaxes: ["1.2.3.4", "1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2"],
    },
  ]);
  expect(answers[0]).toMatchObject({
    result: ContextResult.acceptance,
    transferSyntax: "1.2.840.10008.1.2.4.90",
  });
  expect(accepted.get(1)).toEqual({ abstractSyntax: CT, transferSyntax: "1.2.840.10008.1.2.4.90" });
});

it("says why a context is not taken", () => {
  const { answers, accepted } = negotiate([
    { id: 1, abstractSyntax: "1.2.840.10008.5.1.4.31", transferSyntaxes: ["1.2.840.10008.1.2"] },
    { id: 3, abstractSyntax: CT, transferSyntaxes: ["1.2.3.4"] },
  ]);
  expect(answers.map((answer) => answer.result)).toEqual([
    ContextResult.abstractSyntaxNotSupported,
    ContextResult.transferSyntaxesNotSupported,
  ]);
  expect(accepted.size).toBe(0);
});
