import { randomUUID } from "node:crypto";
import fs from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import { Server, type Upload } from "@tus/server";
import { type Context, requireScope } from "@/lib/context";
import { badRequest, notFound, ProblemError } from "@/lib/errors";
import { authorizeUpload, finishUpload, removeBundle, uploadsFolder } from "@/lib/ingest";
import { toStorageError } from "@/lib/storage";
import { toProblem } from "./problem-response";
import { UploadStore } from "./upload-store";

type TusRequest = Parameters<NonNullable<Server["options"]["onUploadCreate"]>>[0];

const MOST_BYTES = 64 * 1024 ** 3;
const METHODS = new Set(["POST", "HEAD", "PATCH", "DELETE", "OPTIONS"]);
const UPLOAD_ID = /^\/uploads\/([0-9a-f-]{36})$/;

const contexts = new WeakMap<IncomingMessage, Context>();
const refused = new WeakSet<IncomingMessage>();
let tus: Server | undefined;

/**
 * Resumable uploads by tus 1.0 at /uploads: bundles of files for an import that the actor began. Who may send is
 * asked again at every request; an upload of somebody else doesn't exist. The last byte is answered when the
 * bundle's files are durable.
 */
export async function handleUpload(
  request: IncomingMessage,
  response: ServerResponse,
  context: Context,
): Promise<void> {
  requireScope(context, "api");
  if (!METHODS.has(request.method ?? ""))
    throw new ProblemError(405, "method_not_allowed", "Uploads can't be read.");
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  if (pathname !== "/uploads" && pathname !== "/uploads/" && !UPLOAD_ID.test(pathname)) throw notFound();
  contexts.set(request, context);
  typeProblems(request, response);
  tus ??= createTus();
  await tus.handle(request, response);
}

/** tus sends every error as text; those that are problems of ours say so (RFC 9457). */
function typeProblems(request: IncomingMessage, response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => ServerResponse;
  response.writeHead = (...given: unknown[]) => {
    const headers = given.at(-1);
    if (!refused.has(request) || !Array.isArray(headers)) return writeHead(...given);
    const typed = headers.map((value, index) =>
      String(headers[index - 1]).toLowerCase() === "content-type" ? "application/problem+json" : value,
    );
    return writeHead(...given.slice(0, -1), typed);
  };
}

function createTus(): Server {
  // Made before tus makes it: what is in it is for this user alone.
  fs.mkdirSync(uploadsFolder(), { recursive: true, mode: 0o700 });
  const store = new UploadStore({ directory: uploadsFolder() });
  return new Server({
    path: "/uploads",
    datastore: store,
    relativeLocation: true,
    maxSize: MOST_BYTES,
    // No other site may read the answers.
    allowedOrigins: [],
    namingFunction: () => randomUUID(),
    onUploadCreate: async (request, upload) => {
      await authorizeUpload(contextOf(request), importOf(upload));
      return {};
    },
    onIncomingRequest: async (request, uploadId) => {
      if (request.method === "POST" || request.method === "OPTIONS") return;
      const upload = await store.getUpload(uploadId).catch(() => undefined);
      if (!upload) throw notFound();
      await authorizeUpload(contextOf(request), importOf(upload));
    },
    onUploadFinish: async (request, upload) => {
      const file = path.join(uploadsFolder(), upload.id);
      await finishUpload(contextOf(request), importOf(upload), file).catch(async (error: unknown) => {
        // What can never be read is not worth keeping.
        if (error instanceof ProblemError && error.status < 500) await removeBundle({ file });
        throw error;
      });
      await removeBundle({ file });
      return {};
    },
    onResponseError: (request, error) => {
      // What tus itself has to say.
      if ("status_code" in error) return undefined;
      const { requestId } = contextOf(request);
      const problem = toProblem(toStorageError(error), requestId);
      refused.add(request.runtime?.node?.req as IncomingMessage);
      return { status_code: problem.status, body: JSON.stringify({ ...problem.toJSON(), requestId }) };
    },
  });
}

function importOf(upload: Upload): string {
  const importId = upload.metadata?.importId;
  if (!importId) throw badRequest("import_missing", "The upload's metadata has no importId.");
  return importId;
}

function contextOf(request: TusRequest): Context {
  const incoming = request.runtime?.node?.req;
  const context = incoming && contexts.get(incoming as IncomingMessage);
  if (!context) throw new Error("a tus request without its context");
  return context;
}
