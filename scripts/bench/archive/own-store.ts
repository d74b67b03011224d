import { AE_TITLE, startInstallation } from "../../scratch/installation";
import { ordinaryPlace } from "../../scratch/place";
import type { ImageStore } from "./image-store";

/** This project on a scratch database: the byte routes and the worker, with rights and log as always. */
export async function startOwnStore(): Promise<ImageStore> {
  const installation = await startInstallation(ordinaryPlace);
  return {
    name: "Beeldbrug",
    origin: `http://127.0.0.1:${installation.webPort}`,
    root: "/dicom-web",
    headers: { authorization: `Bearer ${installation.organizationToken}` },
    dimse: { port: installation.dicomPort, aeTitle: AE_TITLE },
    processes: () => ({ web: installation.web.pid, worker: installation.worker.pid }),
    archivePath: async (studyInstanceUid) => `/api/v1/studies/${studyInstanceUid}/archive`,
    stop: () => installation.stop(),
  };
}
