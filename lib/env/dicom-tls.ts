import { createPrivateKey, X509Certificate } from "node:crypto";
import fs from "node:fs";

interface DicomTlsSettings {
  DICOM_TLS_PORT?: number;
  DICOM_TLS_KEY?: string;
  DICOM_TLS_CERT?: string;
  DICOM_TLS_CA?: string;
}

/** A line for everything that would make TLS fail later, connection by connection. */
export function dicomTlsProblems(settings: DicomTlsSettings): string[] {
  const { DICOM_TLS_PORT: port, DICOM_TLS_KEY: keyFile, DICOM_TLS_CERT: certificateFile } = settings;
  if ((keyFile === undefined) !== (certificateFile === undefined))
    return ["DICOM_TLS_KEY and DICOM_TLS_CERT must be set together"];
  if (port !== undefined && keyFile === undefined)
    return ["DICOM_TLS_PORT needs DICOM_TLS_KEY and DICOM_TLS_CERT"];
  const problems: string[] = [];
  const open = <T>(name: keyof DicomTlsSettings, what: string, parse: (pem: Buffer) => T): T | undefined => {
    const file = settings[name];
    if (file === undefined) return undefined;
    try {
      return parse(fs.readFileSync(String(file)));
    } catch (error) {
      const isMissing = (error as NodeJS.ErrnoException).syscall !== undefined;
      problems.push(`${name} ${file} ${isMissing ? "can't be read" : `is not ${what}`}`);
      return undefined;
    }
  };
  const key = open("DICOM_TLS_KEY", "a private key without passphrase (PEM)", (pem) => createPrivateKey(pem));
  const certificate = open("DICOM_TLS_CERT", "a certificate (PEM)", (pem) => new X509Certificate(pem));
  open("DICOM_TLS_CA", "a file of certificates (PEM)", (pem) => new X509Certificate(pem));
  if (key && certificate && !certificate.checkPrivateKey(key))
    problems.push("DICOM_TLS_CERT is not the certificate of DICOM_TLS_KEY");
  if (certificate && new Date(certificate.validTo) < new Date())
    problems.push(`DICOM_TLS_CERT expired on ${certificate.validTo}`);
  return problems;
}
