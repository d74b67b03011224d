import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";

interface Tool {
  name: string;
  /** Debian packages. */
  debian: string;
  isPresent: () => boolean;
  /** When there is something better than what will do: whether that is here. */
  isBest?: () => boolean;
  /** What is not tested without it. */
  without: string;
}

const hasProgram = (name: string) =>
  spawnSync("sh", ["-c", `command -v ${name}`], { stdio: "ignore" }).status === 0;

/** Other people's programs that the tests hold the project against. */
const TOOLS: Tool[] = [
  {
    name: "Chromium",
    debian: "chromium-headless-shell",
    isPresent: () =>
      hasProgram("chromium-headless-shell") || hasProgram("chromium") || hasPlaywrightBrowser(),
    // The one with windows does it too, in twice the time.
    isBest: () => hasProgram("chromium-headless-shell") || hasPlaywrightBrowser(),
    without: "browser tests",
  },
  {
    name: "dcmtk",
    debian: "dcmtk",
    isPresent: () => hasProgram("storescu"),
    without: "DIMSE and DICOMDIR checks",
  },
  {
    name: "dicom3tools",
    debian: "dicom3tools",
    isPresent: () => hasProgram("dciodvfy"),
    without: "checks of written DICOM files",
  },
  {
    name: "Orthanc with DICOMweb",
    debian: "orthanc orthanc-dicomweb",
    isPresent: () =>
      hasProgram("Orthanc") && fs.existsSync("/usr/share/orthanc/plugins/libOrthancDicomWeb.so"),
    without: "exchange with another archive",
  },
  {
    name: "pydicom, with what it decodes pixels by",
    debian: "python3-pydicom python3-numpy python3-pil",
    isPresent: () =>
      spawnSync("/usr/bin/python3", ["-c", "import pydicom, numpy, PIL"], { stdio: "ignore" }).status === 0,
    without: "comparing media, metadata and pixels with pydicom's",
  },
  {
    name: "unzip",
    debian: "unzip",
    isPresent: () => hasProgram("unzip"),
    without: "unpacking our archives with another program",
  },
  {
    name: "OpenSSL",
    debian: "openssl",
    isPresent: () => hasProgram("openssl"),
    without: "DICOM over TLS",
  },
  {
    name: "OpenSSH",
    debian: "openssh-client",
    isPresent: () => hasProgram("sftp"),
    without: "deliveries by another program's SFTP",
  },
  {
    name: "strace",
    debian: "strace",
    isPresent: () => hasProgram("strace"),
    without: "a disk that fails",
  },
  {
    name: "OpenStack Swift",
    debian: "swift-proxy swift-account swift-container swift-object memcached",
    isPresent: () =>
      ["swift-proxy-server", "swift-account-server", "swift-container-server", "swift-object-server"].every(
        hasProgram,
      ) && hasProgram("memcached"),
    without: "tests against a real object store",
  },
];

/** Real DICOM files, which stand beside the project and not in it; tests of them are skipped without. */
const SAMPLES = process.env.DICOM_SAMPLES ?? "../shared/dicom";

function hasPlaywrightBrowser(): boolean {
  const folder = process.env.PLAYWRIGHT_BROWSERS_PATH ?? `${process.env.HOME}/.cache/ms-playwright`;
  return fs.existsSync(folder) && fs.readdirSync(folder).some((name) => name.startsWith("chromium"));
}

/** As root on Debian, installs what is missing. */
export async function installTools(): Promise<void> {
  const packages = TOOLS.filter((tool) => !(tool.isBest ?? tool.isPresent)()).flatMap((tool) =>
    tool.debian.split(" "),
  );
  if (packages.length === 0 || process.getuid?.() !== 0 || !hasProgram("apt-get")) return;
  console.log(`Installing ${packages.join(", ")}`);
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const quiet = { stdio: ["ignore", "ignore", "inherit"] as ("ignore" | "inherit")[], env: environment };
  try {
    execFileSync("apt-get", ["update", "-qq"], quiet);
    execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], quiet);
  } catch (error) {
    console.error(`apt-get failed: ${(error as Error).message}`);
  }
}

export async function findMissingTools(): Promise<{ name: string; without: string; install: string }[]> {
  const missing = TOOLS.filter((tool) => !tool.isPresent()).map(({ name, without, debian }) => ({
    name,
    without,
    install:
      name === "Chromium"
        ? "npx playwright install chromium"
        : `install ${debian}, on Debian: apt-get install ${debian}`,
  }));
  if (!fs.existsSync(`${SAMPLES}/MANIFEST.tsv`))
    missing.push({ name: "samples", without: "tests of real files", install: `put them at ${SAMPLES}` });
  return missing;
}
