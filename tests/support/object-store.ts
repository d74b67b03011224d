import type { TestProject } from "vitest/node";
import { hasSwift, startSwift } from "./swift";

declare module "vitest" {
  export interface ProvidedContext {
    /** Undefined where no S3 server is installed: the tests that need it are left out. */
    objectStore: { endpoint: string; accessKeyId: string; secretAccessKey: string } | undefined;
  }
}

/** One S3 server for the run. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (!hasSwift()) {
    project.provide("objectStore", undefined);
    return undefined;
  }
  const { endpoint, accessKeyId, secretAccessKey, stop } = await startSwift();
  project.provide("objectStore", { endpoint, accessKeyId, secretAccessKey });
  return stop;
}
