import type { IncomingMessage, ServerResponse } from "node:http";
import { handleArchive } from "@/lib/archives";
import type { Context } from "@/lib/context";
import { foreseeInstance, handleDicomWeb } from "@/lib/dicomweb";
import { handleEvents } from "./handle-events";
import { handleVerifyPeer } from "./handle-verify-peer";
import { handlePdfResource } from "./pdf-resources";
import { handleUpload } from "./uploads";

export type ByteHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  context: Context,
) => Promise<void>;

interface ByteRoute {
  pattern: RegExp;
  handler: ByteHandler;
  /** Begins what takes time and is needed whoever asks, while that is still being found out. */
  foresee?: (request: IncomingMessage) => void;
}

/** The addresses that don't go to Next. */
export const byteRoutes: ByteRoute[] = [
  { pattern: /^\/dicom-web(\/|$)/, handler: handleDicomWeb, foresee: foreseeInstance },
  { pattern: /^\/uploads(\/|$)/, handler: handleUpload },
  { pattern: /^\/pdf-resources(\/|$)/, handler: handlePdfResource },
  { pattern: /^\/api\/v1\/(studies|shares)\/[^/]+\/archive$/, handler: handleArchive },
  { pattern: /^\/api\/v1\/events(\?|$)/, handler: handleEvents },
  { pattern: /^\/api\/v1\/administration\/peers\/[^/]+\/verify$/, handler: handleVerifyPeer },
];

export function byteRouteFor(pathname: string): ByteRoute | undefined {
  return byteRoutes.find(({ pattern }) => pattern.test(pathname));
}
