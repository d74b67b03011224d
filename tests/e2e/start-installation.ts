import fs from "node:fs";
import { startInstallation } from "../support/installation";

/**
 * The browser tests run against one demo installation, started as a newcomer starts it; with E2E_BASE_URL set,
 * against one that runs already, to save the start while writing tests.
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.E2E_BASE_URL) return undefined;
  const installation = await startInstallation();
  Object.assign(process.env, {
    E2E_BASE_URL: installation.baseUrl,
    E2E_DATA_DIR: installation.dataDir,
    E2E_DICOM_PORT: String(installation.dicomPort),
  });
  return async () => {
    await installation.stop();
    fs.rmSync(installation.dataDir, { recursive: true, force: true });
  };
}
