import type { IncomingMessage, ServerResponse } from "node:http";
import { authenticateRequest } from "@/lib/auth";
import { env } from "@/lib/env";
import { checkHealth } from "@/lib/health";
import { createServer, listen } from "@/lib/http/server";
import { stopServer } from "@/lib/http/stop-server";
import { closeImport } from "@/lib/ingest";

process.env.BEELDBRUG_PROCESS = "web";

/**
 * The web process without its pages: the byte routes are the real ones. Of what Next answers, only what the faults
 * need: health, and the end of an upload.
 */
async function answerForNext(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const answer = (status: number, body: unknown) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  const importId = /^\/api\/v1\/imports\/([0-9a-f-]+)\/close$/.exec(request.url ?? "")?.[1];
  if (request.url === "/api/health") {
    const health = await checkHealth();
    answer(health.status === "ok" ? 200 : 503, health);
  } else if (importId && request.method === "POST") {
    answer(200, await closeImport(await authenticateRequest(request, "scratch"), importId));
  } else answer(404, {});
}

const server = createServer(answerForNext, false);
await listen(server);
process.send?.({ ready: true, port: env.PORT });

async function stop(): Promise<void> {
  await stopServer(server);
  process.exit(0);
}
process.on("SIGTERM", stop);
process.on("disconnect", stop);
