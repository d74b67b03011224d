import { expect, it } from "vitest";
import { CommandField, encodeCommandSet, parseCommandSet } from "./command-set";

it("reads back what it writes", () => {
  const command = {
    commandField: 0x8001,
    affectedSopClassUid: "1.2.840.10008.5.1.4.1.1.2",
    affectedSopInstanceUid: "1.2.3",
    messageIdBeingRespondedTo: 7,
    hasDataSet: false,
    status: 0xa700,
  };
  expect(parseCommandSet(encodeCommandSet({ ...command, errorComment: "out of resources" }))).toMatchObject(
    command,
  );
});

it("refuses elements that reach past the end", () => {
  const bytes = encodeCommandSet({ commandField: CommandField.echoRequest, hasDataSet: false });
  expect(() => parseCommandSet(bytes.subarray(0, bytes.length - 1))).toThrow("longer than the command set");
  expect(() => parseCommandSet(Buffer.from([1, 2, 3]))).toThrow("malformed");
});
