import { cache, getRenderingEngine, StackViewport, type VolumeViewport } from "@cornerstonejs/core";
import { ENGINE_ID } from "../cornerstone/init";
import type { Vector } from "../geometry/vector";
import { imageToCanvas } from "../overlays/affine";
import { inverse } from "../overlays/shapes";
import { stackViewport } from "../viewport/viewport-actions";
import { voxelAt } from "../viewport/volume-probe";
import type { Pixel } from "./places";

export type Target = { imageId: string; pixel: Pixel };

/** The viewport that an element of the page belongs to. */
export function viewportOf(element: Element) {
  return getRenderingEngine(ENGINE_ID)
    ?.getViewports()
    .find((viewport) => viewport.element.contains(element));
}

/** The image on screen; undefined while there is none, and for a plane through a volume. */
export function shownImageId(viewportId: string): string | undefined {
  return stackViewport(viewportId)?.getCornerstoneImage()?.imageId;
}

/** The pixel below a point of the screen, and of which image; undefined beside the image. */
export function pixelAt(element: Element, client: { x: number; y: number }): Target | undefined {
  const viewport = viewportOf(element);
  if (!viewport) return undefined;
  const box = viewport.element.getBoundingClientRect();
  const point: [number, number] = [client.x - box.left, client.y - box.top];
  return viewport instanceof StackViewport
    ? inStack(viewport, point)
    : inVolume(viewport as VolumeViewport, point);
}

function inStack(viewport: StackViewport, point: [number, number]): Target | undefined {
  const image = viewport.getCornerstoneImage();
  const affine = imageToCanvas(viewport);
  if (!image || !affine) return undefined;
  const [x, y] = inverse(affine, point).map(Math.floor) as [number, number];
  const isInside = x >= 0 && y >= 0 && x < image.columns && y < image.rows;
  return isInside ? { imageId: image.imageId, pixel: { x, y } } : undefined;
}

/** A plane through a volume: the voxel below the point is a pixel of one of the images that it was built from. */
function inVolume(viewport: VolumeViewport, point: [number, number]): Target | undefined {
  const volume = cache.getVolume(viewport.getVolumeId());
  const voxel = volume && voxelAt(volume, viewport.canvasToWorld(point) as Vector);
  return voxel && { imageId: voxel.imageId, pixel: { x: voxel.column, y: voxel.row } };
}
