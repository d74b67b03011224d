import { wadors } from "@cornerstonejs/dicom-image-loader";
import type { DicomJson } from "../data/dicom-json";

/** What is known of a frame that was made known to the loader (registerFrames). */
export function datasetOf(imageId: string): DicomJson | undefined {
  return wadors.metaDataManager.get(imageId) as unknown as DicomJson | undefined;
}
