import { expect, it } from "vitest";
import { ContextResult } from "./associate";
import { parseAssociateAccept, parseAssociateRequest } from "./parse-associate";
import { associateAccept, associateRequest } from "./write-associate";

const CT = "1.2.840.10008.5.1.4.1.1.2";
const request = {
  calledAeTitle: "BEELDBRUG",
  callingAeTitle: "LAB",
  contexts: [{ id: 1, abstractSyntax: CT, transferSyntaxes: ["1.2.840.10008.1.2", "1.2.840.10008.1.2.1"] }],
  roles: [{ sopClassUid: CT, isScu: false, isScp: true }],
};
const bodyOf = (pdu: Buffer) => pdu.subarray(6);

it("reads back the request that it writes", () => {
  expect(parseAssociateRequest(bodyOf(associateRequest(request)))).toEqual({
    ...request,
    ...{ maximumLength: 131_072, hasOperationsWindow: false },
  });
});

it("answers with the titles as received, roles, and one operation at a time where a window was proposed", () => {
  const answer = { id: 1, result: ContextResult.acceptance, transferSyntax: "1.2.840.10008.1.2" };
  const proposed = { ...request, maximumLength: 16_384, hasOperationsWindow: true };
  const pdu = associateAccept(proposed, [answer], request.roles);
  expect(parseAssociateAccept(bodyOf(pdu))).toEqual({
    ...{ calledAeTitle: "BEELDBRUG", callingAeTitle: "LAB", maximumLength: 131_072 },
    ...{ contexts: [answer], roles: request.roles, hasOperationsWindow: true },
  });
  expect(pdu.includes(Buffer.from([0x53, 0, 0, 4, 0, 1, 0, 1]))).toBe(true);
});

it.each([
  ["a role that is cut off", [0x50, 0, 0, 8, 0x54, 0, 0, 4, 0, 9, 0, 0]],
  ["an item that is longer than what holds it", [0x50, 0, 0, 8, 0x51, 0, 0, 9, 0, 0, 0, 0]],
  ["a context that is too short", [0x20, 0, 0, 2, 1, 0]],
])("refuses %s", (_, item) => {
  const head = bodyOf(associateRequest({ ...request, contexts: [], roles: [] })).subarray(0, 68);
  expect(() => parseAssociateRequest(Buffer.concat([head, Buffer.from(item)]))).toThrow(
    /too short|longer than/,
  );
});
