import { expect, test } from "vitest";
import { FrameError, frameErrorOf, viewerFailureOf } from "./frame-error";

const answer = (status: number, body = "") => ({
  status,
  responseType: "arraybuffer",
  response: new TextEncoder().encode(body).buffer,
});

test("an answer of the server says whether the whole viewer must stop", () => {
  expect(frameErrorOf(answer(410, '{"code":"share_expired"}')).kind).toBe("share-expired");
  expect(frameErrorOf(answer(410)).kind).toBe("share-revoked");
  expect(viewerFailureOf(frameErrorOf(answer(401)))?.kind).toBe("signed-out");
  expect(viewerFailureOf(frameErrorOf(answer(0)))?.kind).toBe("network");
  expect(viewerFailureOf(frameErrorOf(answer(404)))).toBeNull();
  expect(viewerFailureOf(frameErrorOf(answer(500)))).toBeNull();
});

test("what the decoder can't do concerns one image", () => {
  const unknown = frameErrorOf(new Error("No decoder for transfer syntax 1.2.840.10008.1.2.4.95"));
  expect([unknown.kind, unknown.detail]).toEqual(["unsupported-syntax", "1.2.840.10008.1.2.4.95"]);
  expect(frameErrorOf({ error: new Error("broken") }).kind).toBe("decode");
  expect(frameErrorOf(answer(406)).kind).toBe("unsupported-syntax");
  expect(frameErrorOf(new FrameError("timeout")).kind).toBe("timeout");
});
