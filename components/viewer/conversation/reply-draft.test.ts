import { expect, test } from "vitest";
import { ApiProblem } from "@/components/api-client";
import { draftKey, EMPTY_DRAFT, parseDraft } from "./reply-draft";
import { sendFailureOf } from "./send-failure";

const reference = { studyInstanceUid: "1.2", seriesInstanceUid: "1.2.3", frame: 4, x: 0, y: 9 };

test("what was typed and pointed at comes back as it was", () => {
  const draft = { text: "Zie hier,\nlinks", references: [reference], isAnswer: true };
  expect(parseDraft(JSON.stringify(draft))).toEqual(draft);
});

test.each([
  null,
  "",
  "{",
  "7",
  "[]",
  '{"text":1,"references":[],"isAnswer":false}',
  '{"text":"a","references":[{}],"isAnswer":false}',
  '{"text":"a","references":[{"studyInstanceUid":"1","seriesInstanceUid":"2","x":"3"}],"isAnswer":false}',
])("%s is no draft", (kept) => {
  expect(parseDraft(kept)).toEqual(EMPTY_DRAFT);
});

test("another person on the same computer has a draft of his own", () => {
  expect(draftKey("a", "share")).not.toBe(draftKey("b", "share"));
});

test("why a reply wasn't sent is told apart", () => {
  const kindOf = (status: number, code: string) =>
    sendFailureOf(new ApiProblem(status, code, "text", "REF1")).kind;
  expect(kindOf(0, "network")).toBe("network");
  expect(kindOf(401, "unauthenticated")).toBe("signedOut");
  expect(kindOf(410, "share_revoked")).toBe("share_revoked");
  expect(kindOf(410, "share_expired")).toBe("share_expired");
  expect(kindOf(404, "not_found")).toBe("not_found");
  expect(sendFailureOf(new ApiProblem(500, "internal", "text", "REF1"))).toEqual({
    kind: "other",
    reference: "REF1",
  });
  expect(sendFailureOf(new TypeError("x"))).toEqual({ kind: "other", reference: "-" });
});
