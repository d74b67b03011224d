import { Enums, metaData } from "@cornerstonejs/core";
import { wadors } from "@cornerstonejs/dicom-image-loader";
import { pixelSize } from "../data/pixel-size";
import { datasetOf } from "./dataset-of";

/** Asked before the loader's own, which has none. */
const BEFORE_OTHERS = 1_000;

/**
 * What the renderer and the tools take for an image's plane. The loader's own answer calls a radiograph without
 * Image Position uncalibrated although its spacing is known (lengths in mm then say "px"), and knows no Pixel Aspect
 * Ratio.
 */
export function provideImagePlanes(): void {
  metaData.addProvider((type: string, imageId: string) => {
    if (type !== Enums.MetadataModules.IMAGE_PLANE) return undefined;
    const dataset = datasetOf(imageId);
    const plane = dataset && (wadors.metaData.metaDataProvider(type, imageId) as object | undefined);
    if (!plane) return undefined;
    const { down, across, isMeasured } = pixelSize(dataset);
    return { ...plane, rowPixelSpacing: down, columnPixelSpacing: across, usingDefaultValues: !isMeasured };
  }, BEFORE_OTHERS);
}
