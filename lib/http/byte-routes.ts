import type { IncomingMessage, ServerResponse } from "node:http";
import { handleArchive } from "@/lib/archives";
import type { Context } from "@/lib/context";
import { handleDicomWeb } from "@/lib/dicomweb";
import { handleEvents } from "./handle-events";
import { handleVerifyPeer } from "./handle-verify-peer";
import { handlePdfResource } from "./pdf-resources";
import { handleUpload } from "./uploads";

export type ByteHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  context: Context,
) => Promise<void>;

/** The addresses that don't go to Next. */
export const byteRoutes: { pattern: RegExp; handler: ByteHandler }[] = [
  { pattern: /^\/dicom-web(\/|$)/, handler: handleDicomWeb },
  { pattern: /^\/uploads(\/|$)/, handler: handleUpload },
  { pattern: /^\/pdf-resources(\/|$)/, handler: handlePdfResource },
  { pattern: /^\/api\/v1\/(studies|shares)\/[^/]+\/archive$/, handler: handleArchive },
  { pattern: /^\/api\/v1\/events(\?|$)/, handler: handleEvents },
  { pattern: /^\/api\/v1\/administration\/peers\/[^/]+\/verify$/, handler: handleVerifyPeer },
];

export function byteHandlerFor(pathname: string): ByteHandler | undefined {
  return byteRoutes.find(({ pattern }) => pattern.test(pathname))?.handler;
}
