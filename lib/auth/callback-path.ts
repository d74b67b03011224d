/**
 * Where to go after sign-in: only a path of our own. "//host", "/\host", schemes, control characters and the
 * sign-in page itself become the start page.
 */
export function ownPath(wanted: string | string[] | null | undefined): string {
  if (typeof wanted !== "string" || wanted.length > 2_000) return "/";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop them, so "/\t/host" would be "//host"
  if (!wanted.startsWith("/") || /^\/[/\\]|\\|[\u0000-\u0020\u007f]/.test(wanted)) return "/";
  const resolved = new URL(wanted, "http://own.invalid");
  if (resolved.host !== "own.invalid" || resolved.pathname.startsWith("//")) return "/";
  if (/^\/(sign-in|api\/auth)(\/|$)/.test(resolved.pathname)) return "/";
  return resolved.pathname + resolved.search + resolved.hash;
}
