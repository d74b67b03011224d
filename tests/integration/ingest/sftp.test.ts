import { execFile, execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import ssh2, { type Client, type SFTPWrapper } from "ssh2";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { addSftpAccount, jailOf, removeSftpAccount, takeDrops } from "@/lib/drops";
import { type SftpServer, startSftp } from "@/lib/sftp";
import { makeInstance, makeOrganization } from "@/tests/support/ingest";

const context = systemContext("cli");
const folder = fs.mkdtempSync(path.join(process.env.DATA_DIR ?? "", "client-"));
const keyPair = ssh2.utils.generateKeyPairSync("ed25519", {});
const hasClient = spawnSync("sftp", ["-V"]).error === undefined;
let server: SftpServer;
let organizationId: string;
let accountId: string;

beforeAll(async () => {
  server = (await startSftp(0)) as SftpServer;
  organizationId = await makeOrganization();
  const account = { organizationId, name: "noord-pacs", publicKeys: keyPair.public };
  accountId = (await addSftpAccount(context, account)).id;
  fs.writeFileSync(path.join(folder, "key"), keyPair.private, { mode: 0o600 });
});
afterAll(() => server.stop());

const jail = () => jailOf(accountId);
const actions = async (action: string) => db.auditEvent.findMany({ where: { action } });

async function connect(privateKey = keyPair.private, username = "noord-pacs"): Promise<Client> {
  const client = new ssh2.Client();
  return new Promise((resolve, reject) => {
    client.on("ready", () => resolve(client)).on("error", reject);
    client.connect({ host: "127.0.0.1", port: server.port, username, privateKey });
  });
}

const openSftp = (client: Client): Promise<SFTPWrapper> =>
  new Promise((resolve, reject) => client.sftp((error, sftp) => (error ? reject(error) : resolve(sftp))));

/** Calls a method of the client that ends in a callback. */
const call = (sftp: SFTPWrapper, method: string, ...args: unknown[]): Promise<unknown> =>
  new Promise((resolve, reject) =>
    (sftp as unknown as Record<string, (...all: unknown[]) => void>)[method]?.(
      ...args,
      (error: Error | undefined, result: unknown) => (error ? reject(error) : resolve(result)),
    ),
  );

/** OpenSSH's client with a batch of commands; answers what it said. */
async function sftpBatch(...commands: string[]): Promise<{ code: number; output: string }> {
  const batch = path.join(folder, "batch");
  fs.writeFileSync(batch, `${commands.join("\n")}\n`);
  const options = ["-i", path.join(folder, "key"), "-P", String(server.port), "-b", batch];
  const known = [
    "StrictHostKeyChecking=no",
    `UserKnownHostsFile=${path.join(folder, "known")}`,
    "BatchMode=yes",
  ];
  return new Promise((resolve) =>
    execFile(
      "sftp",
      [...options, ...known.flatMap((each) => ["-o", each]), "noord-pacs@127.0.0.1"],
      { timeout: 20_000 },
      (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === "number" ? error.code : 0, output: stdout + stderr }),
    ),
  );
}

describe("who may deliver", () => {
  it("refuses a wrong key, an unknown name and a password, and logs each", async () => {
    const other = ssh2.utils.generateKeyPairSync("ed25519", {}).private;
    await expect(connect(other)).rejects.toThrow(/authentication/i);
    await expect(connect(keyPair.private, "somebody")).rejects.toThrow(/authentication/i);
    const client = new ssh2.Client();
    const refused = new Promise((resolve) => client.on("error", resolve));
    client.connect({ host: "127.0.0.1", port: server.port, username: "noord-pacs", password: "beeldbrug" });
    await refused;
    await vi.waitFor(async () => expect(await actions("sftp.refused")).toHaveLength(3), { timeout: 10_000 });
    const refusals = await actions("sftp.refused");
    expect(refusals.map(({ chain }) => chain).sort()).toEqual(
      [organizationId, organizationId, "installation"].sort(),
    );
  });

  it("takes no keys that are none", async () => {
    const add = (publicKeys: string) => addSftpAccount(context, { organizationId, name: "x", publicKeys });
    await expect(add("ssh-ed25519 nonsense")).rejects.toMatchObject({ code: "bad_public_key" });
    await expect(add(keyPair.private)).rejects.toMatchObject({ code: "bad_public_key" });
    const elsewhere = {
      organizationId: await makeOrganization(),
      name: "noord-pacs",
      publicKeys: keyPair.public,
    };
    await expect(addSftpAccount(context, elsewhere)).rejects.toMatchObject({ code: "name_taken" });
  });

  it("keeps its host key", async () => {
    const file = path.join(process.env.DATA_DIR ?? "", "sftp-host-key");
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    const before = fs.readFileSync(file, "utf8");
    const again = await startSftp(0);
    await again?.stop();
    expect(fs.readFileSync(file, "utf8")).toBe(before);
  });
});

describe("what may be done", () => {
  it("lets nothing out of the account's folder", async () => {
    const client = await connect();
    const sftp = await openSftp(client);
    fs.writeFileSync(path.join(jail(), "waiting"), "x");
    fs.symlinkSync("/etc", path.join(jail(), "way-out"));
    expect(await call(sftp, "realpath", "../../etc")).toBe("/etc");
    for (const [method, ...args] of [
      ["stat", "/etc/passwd"],
      ["stat", "../../../etc/passwd"],
      ["stat", "way-out"],
      ["readdir", "way-out"],
      ["open", "way-out/x", "w"],
      ["mkdir", "way-out/x"],
      ["rename", "waiting", "way-out/x"],
      ["open", ".hidden", "w"],
      ["open", "a\\b", "w"],
      ["open", "waiting", "r"],
      ["open", "waiting", "a"],
      ["symlink", "/etc", "link"],
      ["readlink", "way-out"],
      ["rmdir", "/"],
    ] as [string, ...unknown[]][])
      await expect(call(sftp, method, ...args), method).rejects.toThrow();
    client.end();
    fs.rmSync(path.join(jail(), "way-out"));
    fs.rmSync(path.join(jail(), "waiting"));
    expect(fs.readdirSync(jail())).toEqual([]);
  });

  it("keeps nothing of a file that was not closed", async () => {
    const client = await connect();
    const sftp = await openSftp(client);
    const handle = await call(sftp, "open", "half", "w");
    await call(sftp, "write", handle, Buffer.alloc(1000), 0, 1000, 0);
    expect(fs.readdirSync(jail())).toHaveLength(1);
    expect(await call(sftp, "readdir", "/")).toEqual([]);
    client.destroy();
    await vi.waitFor(() => expect(fs.readdirSync(jail())).toEqual([]), { timeout: 10_000 });
  });

  it.skipIf(!hasClient)("takes what OpenSSH's client delivers, durable, then into the archive", async () => {
    const local = path.join(folder, "study");
    fs.mkdirSync(path.join(local, "series"), { recursive: true });
    for (const name of ["IM1", "series/IM2", "series/IM3"])
      fs.writeFileSync(path.join(local, name), makeInstance());
    fs.writeFileSync(path.join(local, "big"), Buffer.alloc(3_000_000, "no image "));
    const { code, output } = await sftpBatch(
      `put -r ${local}`,
      `put ${path.join(local, "IM1")} renamed.part`,
      "rename renamed.part renamed",
      "ls -l",
      "mkdir made",
      "rmdir made",
    );
    expect(code, output).toBe(0);
    expect(output).toMatch(/renamed/);
    expect(fs.readFileSync(path.join(jail(), "study/series/IM2"))).toEqual(
      fs.readFileSync(path.join(local, "series/IM2")),
    );
    expect((await sftpBatch("get renamed x")).code).not.toBe(0);
    const drops = takeDrops();
    try {
      await vi.waitFor(
        async () => {
          expect(await db.instance.count({ where: { organizationId } })).toBe(3);
          expect(fs.existsSync(path.join(jail(), "refused/study/big.reason.txt"))).toBe(true);
        },
        { timeout: 40_000 },
      );
    } finally {
      await drops.stop();
    }
    expect(await db.study.findFirst({ where: { organizationId } })).toMatchObject({ origin: "SFTP" });
    const delivered = await actions("sftp.delivered");
    expect(delivered.map(({ detail }) => detail)).toContainEqual({
      account: "noord-pacs",
      files: 5,
      bytes: expect.any(Number),
    });
    await expect(removeSftpAccount(context, { name: "noord-pacs" })).rejects.toMatchObject({
      code: "files_waiting",
    });
    fs.rmSync(path.join(jail(), "refused"), { recursive: true });
    await removeSftpAccount(context, { name: "noord-pacs" });
    await expect(connect()).rejects.toThrow(/authentication/i);
  });
});

describe("hostile clients", () => {
  it("survives noise and connections that never sign in", async () => {
    execFileSync("node", [
      "-e",
      `const net=require("net");for(let i=0;i<20;i++){const s=net.connect(${server.port},"127.0.0.1");
       s.on("error",()=>{});s.write(require("crypto").randomBytes(5000));setTimeout(()=>s.destroy(),300);}`,
    ]);
    await expect(connect(keyPair.private, "nobody")).rejects.toThrow();
  });
});
