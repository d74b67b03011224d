import { expect, it } from "vitest";
import { deliveryReport } from "../../tests/support/delivery-report";
import { readBounce } from "./read-bounce";

const bytes = (text: string) => new TextEncoder().encode(text);

it("reads whom a report is about, what happened and what the server said, over folded lines", async () => {
  const raw = deliveryReport(
    "<bounce+tag@beeldbrug.example>",
    "failed",
    "550 5.1.1 <weg@zuid.example>:\r\n    User unknown",
  );
  expect(await readBounce(bytes(raw))).toEqual({
    sentTo: ["bounce+tag@beeldbrug.example"],
    recipients: [
      { action: "failed", status: "5.1.1", diagnostic: "550 5.1.1 <weg@zuid.example>: User unknown" },
    ],
  });
});

it("finds nothing to report in somebody's answer, in nothing, and in noise", async () => {
  const answer =
    "To: bounce+tag@beeldbrug.example\r\nSubject: Afwezig\r\n\r\nAction: failed\r\nTot maandag.\r\n";
  expect((await readBounce(bytes(answer))).recipients).toEqual([]);
  expect(await readBounce(bytes(""))).toEqual({ sentTo: [], recipients: [] });
  expect((await readBounce(crypto.getRandomValues(new Uint8Array(5000)))).recipients).toEqual([]);
});
