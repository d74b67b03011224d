import { existsSync } from "node:fs";
import path from "node:path";
import sirv from "sirv";
import { BUILD_FOLDER } from "@/lib/env";
import type { NextHandler } from "./server";

const PREFIX = "/_next/static";

/**
 * Hands the programs and styles of the build out as they were compressed with it (scripts/start/compress-static.ts);
 * Next would compress each anew for each reader. Their names change with their content: they may be kept for ever.
 */
export function staticFirst(handleByNext: NextHandler, isDevelopment: boolean): NextHandler {
  const folder = path.join(BUILD_FOLDER, "static");
  if (isDevelopment || !existsSync(folder)) return handleByNext;
  const serve = sirv(folder, { brotli: true, gzip: true, immutable: true, maxAge: 31_536_000, etag: true });
  return (request, response) => {
    const url = request.url ?? "/";
    if (!url.startsWith(`${PREFIX}/`)) return handleByNext(request, response);
    return new Promise((resolve, reject) => {
      response.once("close", resolve);
      request.url = url.slice(PREFIX.length);
      serve(request, response, () => {
        request.url = url;
        handleByNext(request, response).then(resolve, reject);
      });
    });
  };
}
