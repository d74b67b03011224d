import path from "node:path";
import next from "next";
import { authSecret } from "@/lib/auth";
import { env, hostInUrl } from "@/lib/env";
import { log } from "@/lib/log";
import { closeEvents } from "./handle-events";
import { createServer, listen } from "./server";
import { staticFirst } from "./static-files";
import { stopServer } from "./stop-server";
import { warmUp } from "./warm-up";

process.env.BEELDBRUG_PROCESS = "web";
// next-auth reads these two.
process.env.NEXTAUTH_URL = env.BASE_URL;
process.env.NEXTAUTH_SECRET = authSecret();

const isDevelopment = process.argv.includes("--dev");
const app = next({
  dev: isDevelopment,
  dir: path.resolve(import.meta.dirname, "../.."),
  hostname: env.HOST,
  port: env.PORT,
});
// The maps of Next's own code would stay in memory; what was loaded before has its lines in stack traces all the same.
process.setSourceMapsEnabled(isDevelopment);
await app.prepare();
process.setSourceMapsEnabled(true);
const server = createServer(staticFirst(app.getRequestHandler(), isDevelopment), isDevelopment);
const port = await listen(server);
if (!isDevelopment) await warmUp(`http://${hostInUrl(env.HOST)}:${port}`);
process.send?.({ ready: true, port });
log.info({ port }, "web is ready");

let isStopping = false;
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  await closeEvents();
  await stopServer(server);
  await app.close().catch(() => {});
  process.exit(0);
}
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
process.on("disconnect", stop);
