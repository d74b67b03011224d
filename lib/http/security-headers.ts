import type { ServerResponse } from "node:http";
import { env } from "@/lib/env";

export function setSecurityHeaders(response: ServerResponse): void {
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("referrer-policy", "no-referrer");
  response.setHeader("cross-origin-opener-policy", "same-origin");
  response.setHeader("cross-origin-resource-policy", "same-origin");
  response.setHeader("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()");
  if (env.BASE_URL.startsWith("https:"))
    response.setHeader("strict-transport-security", "max-age=31536000; includeSubDomains");
}

/** What other systems may frame, when FRAME_ANCESTORS names them: the viewer, and nothing beside it. */
const FRAMEABLE = /^\/(viewer|IHEInvokeImageDisplay)\/?$/;

/**
 * Scripts only by nonce. WebAssembly may be compiled (the viewer's codecs); workers come from us or from blobs.
 * Inline style attributes are allowed: the accessible primitives position their layers with them.
 */
export function contentSecurityPolicy(nonce: string, isDevelopment: boolean, pathname = ""): string {
  const framers = FRAMEABLE.test(pathname) ? env.FRAME_ANCESTORS : [];
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic' 'wasm-unsafe-eval'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    `connect-src 'self' blob:${isDevelopment ? " ws:" : ""}`,
    "worker-src 'self' blob:",
    "frame-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${framers.length > 0 ? ["'self'", ...framers].join(" ") : "'none'"}`,
  ].join("; ");
}
