import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import pg from "pg";
import { findPostgresBinaries, isReachable, type PostgresBinaries } from "./postgres-binaries";

const OWNER = "beeldbrug_owner";
const APPLICATION = "beeldbrug_app";

/** What is written to DATA_DIR/postgres.json (mode 0600), so that every process finds the same cluster. */
interface ClusterState {
  clusterFolder: string;
  port: number;
  ownerPassword: string;
  applicationPassword: string;
}

export interface EmbeddedPostgres {
  /** The role that migrates. */
  ownerUrl: string;
  /** The role that the application runs as: it can't change the log. */
  applicationUrl: string;
  /** True when this call started it; a caller that found it running leaves it running. */
  isStartedHere: boolean;
  stop(): Promise<void>;
}

interface Options {
  dataDir: string;
  /** Extra `-c` settings of the server, for tests. */
  settings?: Record<string, string>;
}

/** Starts the cluster of this data folder, or joins the one that runs already. */
export async function startEmbeddedPostgres({ dataDir, settings = {} }: Options): Promise<EmbeddedPostgres> {
  fs.mkdirSync(dataDir, { recursive: true });
  const binaries = findPostgresBinaries();
  const stateFile = path.join(dataDir, "postgres.json");
  const state = readState(stateFile) ?? newState(dataDir, binaries);
  const urls = () => ({
    ownerUrl: urlOf(state, OWNER, state.ownerPassword),
    applicationUrl: urlOf(state, APPLICATION, state.applicationPassword),
  });

  if (!fs.existsSync(path.join(state.clusterFolder, "PG_VERSION"))) {
    await initialise(binaries, state);
    writeState(stateFile, state);
  }
  if (await isRunning(binaries, state)) return { ...urls(), isStartedHere: false, stop: async () => {} };

  state.port = await freePort(state.port);
  writeState(stateFile, state);
  // Compiling a plan costs more than any of our statements takes.
  const serverOptions = { max_connections: "100", shared_buffers: "128MB", jit: "off", ...settings };
  await run(binaries, "pg_ctl", [
    "start",
    "--wait",
    "--silent",
    `--pgdata=${state.clusterFolder}`,
    `--log=${path.join(state.clusterFolder, "server.log")}`,
    "-o",
    [
      `-p ${state.port} -h 127.0.0.1 -k '${canHaveSocket(state) ? state.clusterFolder : ""}'`,
      ...Object.entries(serverOptions).map(([name, value]) => `-c ${name}=${value}`),
    ].join(" "),
  ]);
  await ensureRolesAndDatabase(state);
  return {
    ...urls(),
    isStartedHere: true,
    stop: () =>
      run(binaries, "pg_ctl", [
        "stop",
        "--wait",
        "--silent",
        "--mode=fast",
        `--pgdata=${state.clusterFolder}`,
      ]),
  };
}

/**
 * By the cluster's socket, which costs a third less than TCP per statement; the host's name stands there for those
 * who read the address as a URL.
 */
function urlOf(state: ClusterState, role: string, password: string): string {
  const socket = path.join(state.clusterFolder, `.s.PGSQL.${state.port}`);
  const host = fs.existsSync(socket) ? `?host=${encodeURIComponent(state.clusterFolder)}` : "";
  return `postgresql://${role}:${password}@127.0.0.1:${state.port}/beeldbrug${host}`;
}

/** A socket's path ends at 107 bytes (unix(7)), and the options of the server are split at spaces and quotes. */
function canHaveSocket({ clusterFolder }: ClusterState): boolean {
  return process.platform !== "win32" && clusterFolder.length <= 80 && !/[\s'"\\]/.test(clusterFolder);
}

function readState(stateFile: string): ClusterState | undefined {
  if (!fs.existsSync(stateFile)) return undefined;
  return JSON.parse(fs.readFileSync(stateFile, "utf8")) as ClusterState;
}

function writeState(stateFile: string, state: ClusterState): void {
  fs.writeFileSync(stateFile, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
}

function newState(dataDir: string, binaries: PostgresBinaries): ClusterState {
  // A data folder that the postgres user can't reach gets its cluster elsewhere; the state file notes the place.
  const isElsewhere = binaries.runAs !== undefined && !isReachable(dataDir);
  const name = createHash("sha256").update(path.resolve(dataDir)).digest("hex").slice(0, 12);
  return {
    clusterFolder: isElsewhere
      ? path.join("/var/lib", `beeldbrug-cluster-${name}`)
      : path.join(path.resolve(dataDir), "postgres"),
    port: 0,
    ownerPassword: randomBytes(24).toString("hex"),
    applicationPassword: randomBytes(24).toString("hex"),
  };
}

async function initialise(binaries: PostgresBinaries, state: ClusterState): Promise<void> {
  fs.rmSync(state.clusterFolder, { recursive: true, force: true });
  fs.mkdirSync(state.clusterFolder, { recursive: true, mode: 0o700 });
  const passwordFile = path.join(state.clusterFolder, `../.postgres-password-${process.pid}`);
  fs.writeFileSync(passwordFile, `${state.ownerPassword}\n`, { mode: 0o600 });
  if (binaries.runAs) {
    fs.chownSync(state.clusterFolder, binaries.runAs.uid, binaries.runAs.gid);
    fs.chownSync(passwordFile, binaries.runAs.uid, binaries.runAs.gid);
  }
  try {
    await run(binaries, "initdb", [
      `--pgdata=${state.clusterFolder}`,
      `--username=${OWNER}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
    ]);
  } finally {
    fs.rmSync(passwordFile, { force: true });
  }
}

async function ensureRolesAndDatabase(state: ClusterState): Promise<void> {
  const client = new pg.Client({
    connectionString: `postgresql://${OWNER}:${state.ownerPassword}@127.0.0.1:${state.port}/postgres`,
  });
  await client.connect();
  try {
    const role = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [APPLICATION]);
    if (role.rowCount === 0) await client.query(`CREATE ROLE ${APPLICATION} LOGIN`);
    await client.query(
      `ALTER ROLE ${APPLICATION} PASSWORD ${client.escapeLiteral(state.applicationPassword)}`,
    );
    const database = await client.query("SELECT 1 FROM pg_database WHERE datname = 'beeldbrug'");
    if (database.rowCount === 0) await client.query("CREATE DATABASE beeldbrug");
  } finally {
    await client.end();
  }
}

async function isRunning(binaries: PostgresBinaries, state: ClusterState): Promise<boolean> {
  try {
    await run(binaries, "pg_ctl", ["status", `--pgdata=${state.clusterFolder}`]);
    return true;
  } catch {
    return false;
  }
}

function run(binaries: PostgresBinaries, program: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(path.join(binaries.binaryFolder, program), args, {
      ...binaries.runAs,
      cwd: "/",
      env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
      stdio: ["ignore", "ignore", "pipe"],
      // A Ctrl-C in the terminal must reach us first: we stop web and worker before the database.
      detached: true,
    });
    let errors = "";
    child.stderr.on("data", (chunk: Buffer) => {
      errors = `${errors}${chunk}`.slice(-4000);
    });
    child.on("error", reject);
    // "exit" and not "close": the server that pg_ctl leaves behind may keep the pipe open.
    child.on("exit", (code) => {
      child.stderr.destroy();
      if (code === 0) resolve();
      else reject(new Error(`${program} ended with ${code}: ${errors.trim()}`));
    });
  });
}

async function freePort(preferred: number): Promise<number> {
  for (const port of [preferred, 0]) {
    const found = await new Promise<number | undefined>((resolve) => {
      const server = net.createServer();
      server.on("error", () => resolve(undefined));
      server.listen(port, "127.0.0.1", () => {
        const address = server.address();
        server.close(() => resolve(typeof address === "object" && address ? address.port : undefined));
      });
    });
    if (found) return found;
  }
  throw new Error("no free port on the loopback address for PostgreSQL");
}
