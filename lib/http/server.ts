import { randomBytes, randomUUID } from "node:crypto";
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import { authenticateRequest, stampRemoteAddress } from "@/lib/auth";
import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { ProblemError } from "@/lib/errors";
import { log } from "@/lib/log";
import { askedBytes } from "./asked-bytes";
import { byteRouteFor } from "./byte-routes";
import { observeRequest } from "./metrics";
import { noteRefusal } from "./note-refusal";
import { problemResponse } from "./problem-response";
import { contentSecurityPolicy, setSecurityHeaders } from "./security-headers";

export type NextHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * The server in front of Next: it takes bytes (DICOMweb, uploads, archives) itself, because they must stream
 * with back-pressure, and hands everything else on.
 */
export function createServer(handleByNext: NextHandler, isDevelopment: boolean): http.Server {
  const server = http.createServer(async (request, response) => {
    const requestId = randomUUID();
    observeRequest(request, response);
    stampRemoteAddress(request);
    response.setHeader("x-request-id", requestId);
    // What of a body nobody read would hold up the next request of the connection.
    response.once("finish", () => request.resume());
    const pathname = (request.url ?? "/").split("?", 1)[0] ?? "/";
    try {
      setSecurityHeaders(response);
      const route = byteRouteFor(pathname);
      if (route) {
        route.foresee?.(request);
        // A page that is open follows events by itself: that keeps no session alive.
        if (pathname === "/api/v1/events") request.headers["x-beeldbrug-unattended"] = "1";
        const context: Context = await authenticateRequest(request, requestId);
        await route.handler(request, response, context).catch(async (error: unknown) => {
          if (error instanceof ProblemError)
            await noteRefusal(
              context,
              error,
              await askedBytes(context, request.method ?? "GET", pathname, error),
            );
          throw error;
        });
        return;
      }
      // Next drops a header of an answer that stands here already: the API says its own policy (api-route.ts),
      // and a document its sandbox.
      if (pathname.startsWith("/api/v1/")) {
        await handleByNext(request, response);
        return;
      }
      const nonce = randomBytes(16).toString("base64");
      const policy = contentSecurityPolicy(nonce, isDevelopment, pathname);
      // Next reads the nonce from the request's own header and puts it on its scripts.
      request.headers["content-security-policy"] = policy;
      response.setHeader("content-security-policy", policy);
      await handleByNext(request, response);
    } catch (error) {
      await answerProblem(request, response, error, requestId);
    }
  });
  // Uploads and large downloads take as long as the line needs; the header still has its limit against slow attackers.
  server.requestTimeout = 0;
  server.headersTimeout = 20_000;
  server.keepAliveTimeout = 65_000;
  server.on("connection", (socket) => socket.setNoDelay(true));
  return server;
}

async function answerProblem(
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  requestId: string,
): Promise<void> {
  if (response.headersSent || response.destroyed) {
    if (!request.destroyed) log.warn({ err: error, requestId }, "answer cut off");
    response.destroy();
    return;
  }
  const answer = problemResponse(error, requestId);
  response.statusCode = answer.status;
  for (const name of response.getHeaderNames()) if (name.startsWith("content-")) response.removeHeader(name);
  answer.headers.forEach((value, name) => {
    response.setHeader(name, value);
  });
  // What is left of a refused body isn't read: the connection ends with the answer.
  if (!request.complete) response.setHeader("connection", "close");
  response.end(await answer.text());
}

export function listen(server: http.Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(env.PORT, env.HOST, () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : env.PORT);
    });
  });
}
