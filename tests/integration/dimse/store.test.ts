import { execFile } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { type DimseServer, startDimse } from "@/lib/dimse";
import { addOrganization } from "@/lib/organizations";
import { addPeer, removePeer } from "@/lib/peers";
import { storage } from "@/lib/storage";
import { itWithDcmtk as it } from "../../support/dcmtk";
import { ctSeries } from "../../support/samples";

const run = promisify(execFile);
const context = systemContext("test");
let server: DimseServer;
let organizationId: string;
let files: string[];

beforeAll(async () => {
  files = await ctSeries();
  server = await startDimse();
  organizationId = (await addOrganization(context, { slug: "noord", name: "Ziekenhuis Noord" })).id;
  await addPeer(context, { organizationId, aeTitle: "LAB", host: "127.0.0.1", port: 11113 });
});
afterAll(() => server.stop());

/** dcmtk's sender; answers its exit code and what it said. */
async function storescu(...args: string[]): Promise<{ code: number; output: string }> {
  const all = ["-v", "-aec", "BEELDBRUG", ...args];
  return run("storescu", all, { encoding: "utf8" }).then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      output: error.stdout + error.stderr,
    }),
  );
}
const here = () => ["127.0.0.1", String(server.port)];

describe("who may associate", () => {
  it("answers an echo of a registered peer", async () => {
    await run("echoscu", ["-aet", "LAB", "-aec", "BEELDBRUG", ...here()]);
  });

  it("rejects an unknown calling AE title and logs it", async () => {
    const { code, output } = await storescu("-aet", "STRANGER", ...here(), files[0] as string);
    expect(code).not.toBe(0);
    expect(output).toMatch(/calling AE title not recognized/i);
    expect(await db.auditEvent.count({ where: { action: "association.refused" } })).toBe(1);
  });

  it("rejects a wrong called AE title", async () => {
    await expect(run("echoscu", ["-aet", "LAB", "-aec", "OTHER", ...here()])).rejects.toThrow(
      /called AE title not recognized/i,
    );
  });

  it("rejects a known title that calls from another host", async () => {
    await addPeer(context, { organizationId, aeTitle: "ELSEWHERE", host: "192.0.2.7", port: 104 });
    await expect(run("echoscu", ["-aet", "ELSEWHERE", "-aec", "BEELDBRUG", ...here()])).rejects.toThrow(
      /calling AE title/i,
    );
  });

  it("forgets a peer that was removed", async () => {
    const peer = await addPeer(context, { organizationId, aeTitle: "GONE", host: "127.0.0.1", port: 104 });
    await run("echoscu", ["-aet", "GONE", "-aec", "BEELDBRUG", ...here()]);
    await removePeer(context, { peerId: peer.id });
    await expect(run("echoscu", ["-aet", "GONE", "-aec", "BEELDBRUG", ...here()])).rejects.toThrow(
      /calling AE title/i,
    );
  });
});

describe("what is stored", () => {
  it("keeps the data set's bytes as they were sent, once however often it is sent", async () => {
    // dcmtk encodes a data set anew when it sends: a file that dcmtk wrote itself leaves unchanged.
    const file = path.join(process.env.DATA_DIR ?? "", "explicit.dcm");
    await run("dcmconv", ["+te", files[0] as string, file]);
    for (const _ of [1, 2]) expect((await storescu("-aet", "LAB", ...here(), file)).code).toBe(0);
    const [instance, ...more] = await db.instance.findMany();
    expect(more).toEqual([]);
    const stored = await readInstance(instance as NonNullable<typeof instance>);
    const sent = fs.readFileSync(file);
    const dataSet = stored.subarray(instance?.dataSetOffset);
    expect(sent.subarray(sent.length - dataSet.length).equals(dataSet)).toBe(true);
  });

  // What dcmtk can make of a CT, with the option that proposes it.
  const SYNTAXES = [
    { name: "JPEG lossless", make: ["dcmcjpeg", "+e1"], propose: "-xs", uid: "1.2.840.10008.1.2.4.70" },
    { name: "RLE", make: ["dcmcrle"], propose: "-xr", uid: "1.2.840.10008.1.2.5" },
    { name: "JPEG-LS", make: ["dcmcjpls"], propose: "-xt", uid: "1.2.840.10008.1.2.4.80" },
    { name: "deflated", make: ["dcmconv", "+td"], propose: "-xd", uid: "1.2.840.10008.1.2.1.99" },
    { name: "big endian", make: ["dcmconv", "+tb"], propose: "-xb", uid: "1.2.840.10008.1.2.2" },
    { name: "implicit", make: ["dcmconv", "+ti"], propose: "-xi", uid: "1.2.840.10008.1.2" },
  ];
  it.each(SYNTAXES)(
    "keeps the transfer syntax that was negotiated: $name",
    async ({ make, propose, uid }) => {
      const [program = "", ...options] = make;
      const file = path.join(process.env.DATA_DIR ?? "", `${uid}.dcm`);
      await run(program, [...options, files[2] as string, file]);
      const sopInstanceUid = `1.2.826.0.1.3680043.8.498.${uid.replaceAll(".", "")}`;
      await run("dcmodify", ["-nb", "-m", `(0008,0018)=${sopInstanceUid}`, file]);
      const { code, output } = await storescu("-aet", "LAB", propose, ...here(), file);
      expect(code, output).toBe(0);
      expect(await db.instance.findFirst({ where: { sopInstanceUid } })).toMatchObject({
        transferSyntaxUid: uid,
      });
    },
  );

  it("answers a failure for other content under a known UID, and shows it as a conflict", async () => {
    const file = files[1] as string;
    expect((await storescu("-aet", "LAB", ...here(), file)).code).toBe(0);
    const changed = path.join(process.env.DATA_DIR ?? "", "changed.dcm");
    fs.copyFileSync(file, changed);
    await run("dcmodify", ["-nb", "-i", "(0008,103e)=other content", changed]);
    const { output } = await storescu("-aet", "LAB", ...here(), changed);
    expect(output).toMatch(/Error: CannotUnderstand/);
    expect(await db.conflict.count({ where: { organizationId, kind: "CONTENT" } })).toBe(1);
  });

  it("takes several associations at once", async () => {
    const thirds = [0, 1, 2].map((third) => files.filter((_, index) => index % 3 === third));
    const results = await Promise.all(thirds.map((part) => storescu("-aet", "LAB", ...here(), ...part)));
    expect(results.map((result) => result.code)).toEqual([0, 0, 0]);
    const study = await db.study.findFirstOrThrow({
      where: { organizationId },
      orderBy: { instanceCount: "desc" },
    });
    // Beside those of the tests above that were given an instance number of their own.
    expect(study.instanceCount).toBe(files.length + SYNTAXES.length);
  });
});

describe("who breaks the protocol", () => {
  it.each([
    ["noise", Buffer.from("GET / HTTP/1.1\r\n\r\n")],
    ["a PDU of 4 GB", Buffer.from([1, 0, 0xff, 0xff, 0xff, 0xff])],
    ["data before an association", Buffer.from([4, 0, 0, 0, 0, 4, 0, 0, 0, 0])],
    ["an association request that lies about its lengths", associateWithWrongItem()],
  ])("survives %s", async (_, bytes) => {
    const socket = net.connect(server.port, "127.0.0.1");
    socket.on("error", () => {});
    socket.write(bytes);
    await new Promise((resolve) => socket.on("close", resolve).resume());
    await run("echoscu", ["-aet", "LAB", "-aec", "BEELDBRUG", ...here()]);
  });

  it("keeps nothing of an instance whose sender went away", async () => {
    const before = await db.instance.count();
    const half = fs.statSync(files[3] as string).size / 2;
    const socket = net.connect(server.port, "127.0.0.1");
    const file = files[3] as string;
    const proxy = net.createServer((client) => {
      let passed = 0;
      client.on("data", (chunk) => {
        passed += chunk.length;
        if (passed > half) {
          client.destroy();
          socket.destroy();
        } else socket.write(chunk);
      });
      client.on("error", () => {});
      socket.pipe(client);
    });
    socket.on("error", () => {});
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    const address = proxy.address() as net.AddressInfo;
    expect((await storescu("-aet", "LAB", "127.0.0.1", String(address.port), file)).code).not.toBe(0);
    proxy.close();
    await run("echoscu", ["-aet", "LAB", "-aec", "BEELDBRUG", ...here()]);
    expect(await db.instance.count()).toBe(before);
  });
});

async function readInstance(instance: {
  objectKey: string;
  offset: bigint;
  length: bigint;
}): Promise<Buffer> {
  const buffer = Buffer.alloc(Number(instance.length));
  await storage.readInto(instance.objectKey, buffer, Number(instance.offset));
  return buffer;
}

function associateWithWrongItem(): Buffer {
  const body = Buffer.alloc(80);
  body.writeUInt16BE(1, 0);
  body.writeUInt8(0x20, 68);
  body.writeUInt16BE(0xffff, 70);
  const header = Buffer.from([1, 0, 0, 0, 0, body.length]);
  return Buffer.concat([header, body]);
}
