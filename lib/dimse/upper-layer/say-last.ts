import type { Socket } from "node:net";

/** PS3.8 9.1.5, ARTIM: how long the other side may take to close. */
const CLOSE_MILLISECONDS = 2_000;

/**
 * Sends the last PDU and leaves closing to the other side, but not for long: closing at once could reset the
 * connection before the PDU was read.
 */
export function sayLast(socket: Socket, pdu: Buffer): void {
  if (!socket.writable) return void socket.destroy();
  socket.end(pdu);
  const timer = setTimeout(() => socket.destroy(), CLOSE_MILLISECONDS);
  socket.once("close", () => clearTimeout(timer));
}
