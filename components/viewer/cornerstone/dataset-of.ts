import { cache } from "@cornerstonejs/core";
import { wadors } from "@cornerstonejs/dicom-image-loader";
import type { DicomJson } from "../data/dicom-json";

/** What is known of a frame that was made known to the loader (registerFrames). */
export function datasetOf(imageId: string): DicomJson | undefined {
  return wadors.metaDataManager.get(imageId) as unknown as DicomJson | undefined;
}

/**
 * What is known of what was measured in: an image, or for a plane the first image of its volume, which says as much about
 * units as the others. Planes are named `volumeId:{volume}?sliceIndex=3&viewPlaneNormal=0,0,1`.
 */
export function datasetOfTarget(targetId: string): DicomJson | undefined {
  const volumeId = /^volumeId:(.*?)(?:[?&]sliceIndex=.*)?$/s.exec(targetId)?.[1];
  const imageId = volumeId === undefined ? targetId.replace(/^imageId:/, "") : firstImageOf(volumeId);
  return imageId === undefined ? undefined : datasetOf(imageId);
}

function firstImageOf(volumeId: string): string | undefined {
  return cache.getVolume(volumeId)?.imageIds[0];
}
