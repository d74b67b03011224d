import { expect, it, vi } from "vitest";
import { contentSecurityPolicy } from "./security-headers";

const env = vi.hoisted(() => ({ FRAME_ANCESTORS: [] as string[], BASE_URL: "https://images.example" }));
vi.mock("@/lib/env", () => ({ env }));

function framersOf(pathname: string, named: string[]): string | undefined {
  env.FRAME_ANCESTORS = named;
  return /frame-ancestors ([^;]+)/.exec(contentSecurityPolicy("abc", false, pathname))?.[1];
}

it("lets the systems that are named frame the viewer, and nothing else", () => {
  const named = ["https://epd.example", "https://pacs.example:8443"];
  expect(framersOf("/viewer", named)).toBe(`'self' ${named.join(" ")}`);
  expect(framersOf("/IHEInvokeImageDisplay", named)).toBe(`'self' ${named.join(" ")}`);
  for (const path of ["/", "/studies", "/viewer/x", "/s/viewer"])
    expect(framersOf(path, named)).toBe("'none'");
  expect(framersOf("/viewer", [])).toBe("'none'");
});
