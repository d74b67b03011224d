import { expect, test } from "vitest";
import { ownPath } from "./callback-path";

test.each(["/", "/inbox", "/s/abc?x=1#y", "/shares/0199", "/viewer?share=1&studyUID=1.2"])(
  "%s is ours",
  (path) => expect(ownPath(path)).toBe(path),
);

test.each([
  undefined,
  "",
  "inbox",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "/a\\b",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  " /inbox",
  "https://evil.example/",
  "javascript:alert(1)",
  "/.//evil.example",
  "/x/..//evil.example",
  "/sign-in?callbackUrl=/x",
  "/api/auth/signout",
  ["/inbox"],
  `/${"x".repeat(3000)}`,
])("%s leads to the start page", (path) => expect(ownPath(path)).toBe("/"));
