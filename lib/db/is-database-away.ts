/** Prisma's codes for a server that isn't reached, closes the connection, or has none left. */
const PRISMA = new Set(["P1001", "P1002", "P1008", "P1017", "P1018", "P2024", "P2037"]);
/** SQLSTATE classes 08 (connection exception) and 57P (shutdown, crash, not yet accepting connections). */
const POSTGRES = /^(08\d{3}|57P0[1-5]|53300)$/;
const NETWORK = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENOTFOUND"]);
/** What the driver says without a code. */
const MESSAGE =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying)/;

interface Failure {
  name?: unknown;
  code?: unknown;
  originalCode?: unknown;
  message?: unknown;
  cause?: unknown;
  syscall?: unknown;
  meta?: { driverAdapterError?: unknown };
}

/** Whether a query failed because PostgreSQL can't be reached now: the same may work later. */
export function isDatabaseAway(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { name, code, originalCode, message, cause, syscall, meta } = error as Failure;
  const codes = [code, originalCode].map(String);
  if (codes.some((each) => PRISMA.has(each) || POSTGRES.test(each) || NETWORK.has(each))) return true;
  // The socket's file goes with the server.
  if (code === "ENOENT" && syscall === "connect") return true;
  if (typeof message === "string" && MESSAGE.test(message)) return true;
  // Only the driver's own causes: other errors have other networks' behind them.
  return isDatabaseAway(meta?.driverAdapterError) || (name === "DriverAdapterError" && isDatabaseAway(cause));
}
