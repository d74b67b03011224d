import { once } from "node:events";
import net from "node:net";

/** How a relay treats connections: "cut" ends each after some bytes of the answer. */
export type RelayMode = "pass" | "refuse" | "hang" | "cut";

/** A network in between that can be taken away, stalled and cut. */
export async function startRelay(target: URL) {
  let mode: RelayMode = "pass";
  const open = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    open.add(socket);
    socket.on("error", () => {}).on("close", () => open.delete(socket));
    if (mode === "refuse") return void socket.destroy();
    if (mode === "hang") return void socket.resume();
    const onward = net.connect(Number(target.port), target.hostname);
    onward.on("error", () => socket.destroy()).on("close", () => socket.destroy());
    socket.on("close", () => onward.destroy());
    socket.pipe(onward);
    let answered = 0;
    onward.on("data", (chunk) => {
      answered += chunk.length;
      if (mode === "cut" && answered > 300_000) return void socket.destroy();
      if (mode === "hang") return;
      socket.write(chunk);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`,
    set(next: RelayMode) {
      mode = next;
      if (next === "refuse") for (const socket of open) socket.destroy();
    },
    async stop() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
