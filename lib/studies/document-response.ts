import type { DocumentBytes } from "./get-document";

const EXTENSIONS: Record<string, string> = {
  "application/pdf": "pdf",
  "image/jpeg": "jpg",
  "image/png": "png",
};

/**
 * A document as an answer that can do nothing in the browser: an opaque origin without scripts, the type that was
 * verified by content, and a file name without the patient.
 */
export function documentResponse({ contentType, length, body }: DocumentBytes): Response {
  return new Response(body, {
    headers: {
      "content-type": contentType,
      "content-length": String(length),
      "content-disposition": `inline; filename="document.${EXTENSIONS[contentType] ?? "bin"}"`,
      "content-security-policy":
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; object-src 'self'; frame-ancestors 'self'",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
      "cache-control": "private, no-store",
    },
  });
}
