import type { Server } from "node:http";

const LIMIT_MILLISECONDS = 10_000;
const LOOK_EVERY_MILLISECONDS = 100;

/**
 * Takes no new connections and lets the requests that run be answered; what takes longer than the limit is cut:
 * nothing of it has been called stored.
 */
export async function stopServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection kept alive is idle only once its request has been answered.
  const looking = setInterval(() => server.closeIdleConnections(), LOOK_EVERY_MILLISECONDS);
  const limit = setTimeout(() => server.closeAllConnections(), LIMIT_MILLISECONDS);
  await closed;
  clearInterval(looking);
  clearTimeout(limit);
}
