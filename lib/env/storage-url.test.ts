import { expect, it } from "vitest";
import { parseStorageUrl } from "./storage-url";

it("reads bucket, prefix, endpoint, region and style", () => {
  expect(
    parseStorageUrl("s3://beelden/pacs/noord?endpoint=https://s3.example:9000&region=eu-west-1"),
  ).toEqual({
    bucket: "beelden",
    prefix: "pacs/noord/",
    endpoint: "https://s3.example:9000",
    region: "eu-west-1",
    forcePathStyle: true,
  });
  expect(parseStorageUrl("s3://beelden")).toEqual({
    bucket: "beelden",
    prefix: "",
    endpoint: undefined,
    region: "us-east-1",
    forcePathStyle: false,
  });
});

it.each([
  ["s3://", "names no bucket"],
  ["s3://B?region=x", "names no bucket"],
  ["s3://key:secret@beelden", "credentials"],
  ["s3://beelden?endpont=https://x", "has endpont"],
  ["s3://beelden?endpoint=s3.example", "endpoint"],
  ["s3://beelden?forcePathStyle=yes", "forcePathStyle"],
])("refuses %s", (url, reason) => {
  expect(() => parseStorageUrl(url)).toThrow(reason);
});
