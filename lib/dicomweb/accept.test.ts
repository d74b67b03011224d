import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { acceptedRanges, negotiate, negotiatePackaging, requireJson } from "./accept";

const ranges = (accept?: string, query = "") =>
  acceptedRanges(
    { headers: accept === undefined ? {} : { accept } } as IncomingMessage,
    new URLSearchParams(query),
  );
const refused = expect.objectContaining({ status: 406, code: "not_acceptable" });

describe("acceptedRanges", () => {
  it("reads types, quoted parameters and quality, best first", () => {
    const read = ranges(
      'image/png;q=0.5, multipart/related; type="application/dicom"; transfer-syntax=*, text/html;q=0',
    );
    expect(read.map(({ type }) => type)).toEqual(["multipart/related", "image/png"]);
    expect(read[0]?.parameters).toEqual({ type: "application/dicom", "transfer-syntax": "*" });
  });

  it("goes by the accept parameter first, and takes everything when nothing is said", () => {
    expect(ranges("image/png", "accept=image/jpeg")[0]?.type).toBe("image/jpeg");
    expect(ranges()[0]?.type).toBe("*/*");
  });
});

describe("negotiation", () => {
  it("picks what the client likes best", () => {
    expect(negotiate(ranges("image/*"), ["image/jpeg", "image/png"])).toBe("image/jpeg");
    expect(negotiate(ranges("image/jpeg;q=0.1, image/png"), ["image/jpeg", "image/png"])).toBe("image/png");
    expect(() => negotiate(ranges("video/mp4"), ["image/jpeg"])).toThrow(refused);
  });

  it("takes JSON under both of its names and nothing else", () => {
    for (const accept of ["application/dicom+json", "application/json", "*/*", undefined])
      requireJson(ranges(accept));
    expect(() => requireJson(ranges('multipart/related; type="application/dicom+xml"'))).toThrow(refused);
  });

  it("packs in parts, or alone where there is one", () => {
    const types = ["application/octet-stream"];
    expect(negotiatePackaging(ranges("*/*"), types, true)).toMatchObject({ isMultipart: true });
    expect(negotiatePackaging(ranges("application/octet-stream"), types, true)).toMatchObject({
      isMultipart: false,
    });
    expect(() => negotiatePackaging(ranges("application/octet-stream"), types, false)).toThrow(refused);
    expect(() => negotiatePackaging(ranges('multipart/related; type="image/jpeg"'), types, true)).toThrow(
      refused,
    );
  });
});
