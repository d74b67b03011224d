import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./free-port";

export interface SwiftServer {
  endpoint: string;
  accessKeyId: string;
  secretAccessKey: string;
  stop(): Promise<void>;
}

const SERVERS = ["account", "container", "object"] as const;
const READY_WITHIN = 240_000;

/** What swift-ring-builder does, in one process instead of nine: Python's start is what takes the time. */
const RINGS = `
import sys
from swift.common.ring import RingBuilder
for argument in sys.argv[1:]:
    name, port = argument.rsplit(":", 1)
    ring = RingBuilder(4, 1, 0)
    ring.add_dev({"region": 1, "zone": 1, "ip": "127.0.0.1", "port": int(port), "replication_ip": "127.0.0.1",
                  "replication_port": int(port), "device": "d1", "weight": 1.0, "meta": ""})
    ring.rebalance()
    ring.get_ring().save(name + ".ring.gz")
`;

/** Whether Debian's OpenStack Swift and memcached are on this machine. */
export function hasSwift(): boolean {
  return [
    "swift-proxy-server",
    "swift-account-server",
    "swift-container-server",
    "swift-object-server",
    "memcached",
  ].every((program) => spawnSync("sh", ["-c", `command -v ${program}`], { stdio: "ignore" }).status === 0);
}

/**
 * A real S3 server: OpenStack Swift with s3api, one device, one replica, in a scratch folder on free ports of the
 * loopback address. Runs as whoever calls it; every process is ended by its own id.
 */
export async function startSwift(): Promise<SwiftServer> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "beeldbrug-swift-"));
  fs.mkdirSync(path.join(folder, "devices/d1"), { recursive: true });
  fs.mkdirSync(path.join(folder, "cache"));
  const ports = { proxy: await freePort(), memcached: await freePort() };
  const running = new Set<ChildProcess>();
  const user = os.userInfo().username;

  const start = async (program: string, args: string[], port: number): Promise<ChildProcess> => {
    const logFile = fs.openSync(path.join(folder, `${program}.log`), "a");
    const child = spawn(program, args, { cwd: folder, stdio: ["ignore", logFile, logFile] });
    fs.closeSync(logFile);
    running.add(child);
    child.once("exit", () => running.delete(child));
    await listening(port, child, () => fs.readFileSync(path.join(folder, `${program}.log`), "utf8"));
    return child;
  };

  const common = `swift_dir = ${folder}\ndevices = ${folder}/devices\nmount_check = false\nuser = ${user}
bind_ip = 127.0.0.1\nworkers = 0\nlog_level = WARNING\ndisable_fallocate = true\nfallocate_reserve = 0
recon_cache_path = ${folder}/cache\n`;
  const stop = async () => {
    await Promise.all([...running].map(end));
    fs.rmSync(folder, { recursive: true, force: true });
  };
  const servers = await Promise.all(SERVERS.map(async (kind) => ({ kind, port: await freePort() })));
  execFileSync("/usr/bin/python3", [
    "-c",
    RINGS,
    ...servers.map(({ kind, port }) => `${folder}/${kind}:${port}`),
  ]);
  const proxyFile = path.join(folder, "proxy.conf");
  fs.writeFileSync(
    proxyFile,
    `[DEFAULT]\nbind_port = ${ports.proxy}\n${common}[pipeline:main]
pipeline = catch_errors gatekeeper cache listing_formats s3api tempauth copy slo versioned_writes symlink proxy-server
[app:proxy-server]\nuse = egg:swift#proxy\naccount_autocreate = true\nallow_account_management = true
[filter:catch_errors]\nuse = egg:swift#catch_errors\n[filter:gatekeeper]\nuse = egg:swift#gatekeeper
[filter:cache]\nuse = egg:swift#memcache\nmemcache_servers = 127.0.0.1:${ports.memcached}
[filter:listing_formats]\nuse = egg:swift#listing_formats
[filter:s3api]\nuse = egg:swift#s3api\nlocation = us-east-1\ns3_acl = false\nforce_swift_request_proxy_log = false
[filter:tempauth]\nuse = egg:swift#tempauth\nuser_test_tester = testing .admin
[filter:copy]\nuse = egg:swift#copy\n[filter:slo]\nuse = egg:swift#slo\nmin_segment_size = 1
[filter:versioned_writes]\nuse = egg:swift#versioned_writes\nallow_object_versioning = true
[filter:symlink]\nuse = egg:swift#symlink\n`,
  );
  try {
    await Promise.all([
      start("memcached", ["-l", "127.0.0.1", "-p", String(ports.memcached), "-u", user], ports.memcached),
      ...servers.map(({ kind, port }) => {
        const file = path.join(folder, `${kind}.conf`);
        fs.writeFileSync(
          file,
          `[DEFAULT]\nbind_port = ${port}\n${common}[pipeline:main]\npipeline = ${kind}-server
[app:${kind}-server]\nuse = egg:swift#${kind}\nallow_versions = true\n`,
        );
        return start(`swift-${kind}-server`, [file], port);
      }),
      start("swift-proxy-server", [proxyFile], ports.proxy),
    ]);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    endpoint: `http://127.0.0.1:${ports.proxy}`,
    accessKeyId: "test:tester",
    secretAccessKey: "testing",
    stop,
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

async function listening(port: number, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN;
  while (!(await accepts(port))) {
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error(`${child.spawnfile} does not listen:\n${output()}`);
    await sleep(100);
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
