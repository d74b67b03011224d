import fs from "node:fs";
import { isIP } from "node:net";
import {
  type CommonConnectionOptions,
  type ConnectionOptions,
  checkServerIdentity,
  type SecureContextOptions,
  type TlsOptions,
} from "node:tls";
import { env } from "@/lib/env";

/**
 * The BCP 195 TLS profile without downgrade (PS3.15 B.12): TLS 1.2 and up, with forward secrecy and authenticated
 * encryption only.
 */
const PROFILE: SecureContextOptions & CommonConnectionOptions = {
  minVersion: "TLSv1.2",
  ciphers: [
    "TLS_AES_256_GCM_SHA384",
    "TLS_AES_128_GCM_SHA256",
    "TLS_CHACHA20_POLY1305_SHA256",
    "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES128-GCM-SHA256",
  ].join(":"),
};

/** For the listener. With DICOM_TLS_CA, callers have to show a certificate of these authorities. */
export function serverTls(): TlsOptions {
  const ca = read(env.DICOM_TLS_CA);
  return {
    ...PROFILE,
    ...ownCertificate(),
    ...(ca && { ca, requestCert: true, rejectUnauthorized: true }),
    handshakeTimeout: 10_000,
  };
}

/** For calling a peer, whose certificate must be for its host: of DICOM_TLS_CA, else of the system's authorities. */
export function clientTls(host: string): ConnectionOptions {
  const ca = read(env.DICOM_TLS_CA);
  return {
    ...PROFILE,
    ...ownCertificate(),
    ...(ca && { ca }),
    ...(isIP(host) === 0 && { servername: host }),
    checkServerIdentity: (_, certificate) => checkServerIdentity(host, certificate),
  };
}

const ownCertificate = () => ({ key: read(env.DICOM_TLS_KEY), cert: read(env.DICOM_TLS_CERT) });

const read = (file: string | undefined): Buffer | undefined =>
  file === undefined ? undefined : fs.readFileSync(file);
