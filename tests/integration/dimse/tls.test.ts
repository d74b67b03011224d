import fs from "node:fs";
import tls from "node:tls";
import { afterAll, beforeAll, expect } from "vitest";
import {
  dcmtk,
  itWithDcmtk as it,
  makeCertificate,
  startStorescp,
  type TestCertificate,
  temporaryFolder,
} from "../../support/dcmtk";
import { freePort } from "../../support/free-port";

// Settings are read once, when the rooms are first imported.
const folder = temporaryFolder("tls");
let own: TestCertificate;
let lab: TestCertificate;
let dimse: typeof import("@/lib/dimse");
let ingest: typeof import("../../support/ingest");
let server: Awaited<ReturnType<typeof dimse.startDimse>>;

beforeAll(async () => {
  own = await makeCertificate(folder, "beeldbrug");
  lab = await makeCertificate(folder, "lab");
  Object.assign(process.env, {
    DICOM_TLS_PORT: String(await freePort()),
    DICOM_TLS_KEY: own.key,
    DICOM_TLS_CERT: own.certificate,
    DICOM_TLS_CA: lab.certificate,
  });
  dimse = await import("@/lib/dimse");
  ingest = await import("../../support/ingest");
  const { addPeer } = await import("@/lib/peers");
  const { systemContext } = await import("@/lib/context");
  server = await dimse.startDimse();
  const organizationId = await ingest.makeOrganization("noord");
  await addPeer(systemContext("test"), { organizationId, aeTitle: "LAB", host: "127.0.0.1", port: 11113 });
});
afterAll(async () => {
  await server.stop();
  fs.rmSync(folder, { recursive: true });
});

const titles = ["-aet", "LAB", "-aec", "BEELDBRUG"];
const here = () => ["127.0.0.1", String(server.tlsPort)];

it("takes instances over TLS from who shows a certificate that is trusted", async () => {
  const file = `${folder}/instance.dcm`;
  fs.writeFileSync(file, ingest.makeInstance());
  const secure = ["+tls", lab.key, lab.certificate, "+cf", own.certificate];
  const { code, output } = await dcmtk("storescu", "-v", ...titles, ...secure, ...here(), file);
  expect(code, output).toBe(0);
});

it("refuses callers without a certificate, and plain ones", async () => {
  const anonymous = ["+tla", "+cf", own.certificate];
  expect((await dcmtk("echoscu", ...titles, ...anonymous, ...here())).code).not.toBe(0);
  expect((await dcmtk("echoscu", ...titles, "-to", "5", ...here())).code).not.toBe(0);
});

it("speaks TLS 1.2 with forward secrecy and nothing older", async () => {
  const attempt = (options: tls.ConnectionOptions) =>
    new Promise<string>((resolve) => {
      const socket = tls.connect({
        ...{ host: "127.0.0.1", port: server.tlsPort, rejectUnauthorized: false },
        ...{ key: fs.readFileSync(lab.key), cert: fs.readFileSync(lab.certificate) },
        ...options,
      });
      socket.once("secureConnect", () => {
        resolve(socket.getProtocol() ?? "");
        socket.destroy();
      });
      socket.once("error", () => resolve("refused"));
    });
  expect(await attempt({ maxVersion: "TLSv1.2" })).toBe("TLSv1.2");
  expect(await attempt({ minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" })).toBe(
    "refused",
  );
  expect(await attempt({ maxVersion: "TLSv1.2", ciphers: "ECDHE-ECDSA-AES128-SHA256" })).toBe("refused");
});

it("calls a peer over TLS, and only one whose certificate is trusted", async () => {
  const peer = (port: number) => ({ host: "127.0.0.1", port, aeTitle: "PEER", tls: true });
  const trusted = await startStorescp("+tls", lab.key, lab.certificate, "+cf", own.certificate);
  await dimse.verifyPeer(peer(trusted.port));
  await trusted.stop();
  const stranger = await startStorescp("+tls", own.key, own.certificate, "-ic");
  await expect(dimse.verifyPeer(peer(stranger.port))).rejects.toMatchObject({ code: "UNREACHABLE" });
  await stranger.stop();
});
