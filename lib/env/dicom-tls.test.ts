import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dicomTlsProblems } from "./dicom-tls";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "beeldbrug-tls-"));
const file = (name: string) => path.join(folder, name);

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;
describe.skipIf(!hasOpenssl)("the files of DICOM over TLS", () => {
  beforeAll(() => {
    for (const name of ["a", "b"])
      execFileSync(
        "openssl",
        [
          ...[
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "2",
          ],
          ...["-keyout", file(`${name}.key`), "-out", file(`${name}.pem`), "-subj", `/CN=${name}`],
        ],
        { stdio: "ignore" },
      );
  });
  afterAll(() => fs.rmSync(folder, { recursive: true }));
  it("takes a key with its certificate", () => {
    const own = { DICOM_TLS_KEY: file("a.key"), DICOM_TLS_CERT: file("a.pem") };
    expect(dicomTlsProblems({ ...own, DICOM_TLS_PORT: 2762, DICOM_TLS_CA: file("b.pem") })).toEqual([]);
    expect(dicomTlsProblems({})).toEqual([]);
  });

  it("says what is wrong with each file", () => {
    const own = { DICOM_TLS_KEY: file("a.key"), DICOM_TLS_CERT: file("a.pem") };
    expect(dicomTlsProblems({ DICOM_TLS_PORT: 2762 })).toEqual([
      expect.stringContaining("DICOM_TLS_PORT needs"),
    ]);
    expect(dicomTlsProblems({ DICOM_TLS_KEY: file("a.key") })).toEqual([expect.stringContaining("together")]);
    expect(dicomTlsProblems({ ...own, DICOM_TLS_CERT: file("b.pem") })).toEqual([
      expect.stringContaining("not the certificate of DICOM_TLS_KEY"),
    ]);
    expect(dicomTlsProblems({ ...own, DICOM_TLS_KEY: file("nowhere") })).toEqual([
      expect.stringContaining("can't be read"),
    ]);
    expect(dicomTlsProblems({ ...own, DICOM_TLS_CA: file("a.key") })).toEqual([
      expect.stringContaining("is not a file of certificates"),
    ]);
  });
});
