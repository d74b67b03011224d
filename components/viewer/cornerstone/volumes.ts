import {
  cache,
  cornerstoneStreamingImageVolumeLoader,
  type ImageVolume,
  volumeLoader,
} from "@cornerstonejs/core";
import type { DisplaySet } from "../data/display-sets";
import { registerFrames } from "./image-loader";
import { loadFrame } from "./load-frame";

const SCHEME = "cornerstoneStreamingImageVolume";
const AT_ONCE = 4;

let isRegistered = false;

/**
 * The volume that a series fills, once all its images are there: a plane through half of them would say that
 * nothing is where nothing has come yet.
 * @throws FrameError for the first image that can't be had
 */
export async function loadVolume(
  displaySet: DisplaySet,
  onProgress: (loaded: number) => void,
  isGone: () => boolean,
): Promise<ImageVolume | undefined> {
  if (!isRegistered) {
    volumeLoader.registerVolumeLoader(SCHEME, cornerstoneStreamingImageVolumeLoader as never);
    isRegistered = true;
  }
  registerFrames(displaySet.frames);
  const imageIds = displaySet.frames.map((frame) => frame.imageId);
  await loadAll(imageIds, onProgress, isGone);
  if (isGone()) return undefined;
  const volumeId = volumeIdOf(displaySet);
  const known = cache.getVolume(volumeId);
  if (known) return known as ImageVolume;
  const volume = (await volumeLoader.createAndCacheVolume(volumeId, { imageIds })) as StreamingVolume;
  takeCachedImages(volume);
  volume.load();
  return volume;
}

const holders = new Map<string, number>();

/**
 * Says that a pane shows these volumes. What is answered lets them go: a volume that no pane shows any more leaves the
 * cache and the graphics card, where the library would keep it as long as the page. Its images stay, within the cache
 * that is set.
 */
export function holdVolumes(displaySets: DisplaySet[]): () => void {
  const ids = displaySets.map(volumeIdOf);
  for (const id of ids) holders.set(id, (holders.get(id) ?? 0) + 1);
  return () => {
    for (const id of ids) holders.set(id, (holders.get(id) ?? 1) - 1);
    // Not at once: the same planes may be laid out anew in this very moment.
    setTimeout(() => ids.forEach(forgetUnheld), 0);
  };
}

type GraphicsVolume = ImageVolume & {
  vtkOpenGLTexture?: { releaseGraphicsResources: () => void; delete: () => void };
};

function forgetUnheld(volumeId: string): void {
  if (holders.get(volumeId)) return;
  holders.delete(volumeId);
  const volume = cache.getVolume(volumeId) as GraphicsVolume | undefined;
  if (!volume) return;
  cache.removeVolumeLoadObject(volumeId);
  volume.vtkOpenGLTexture?.releaseGraphicsResources();
  volume.vtkOpenGLTexture?.delete();
}

type LoadImage = (imageId: string, index: number, options: unknown) => Promise<unknown> | undefined;
type StreamingVolume = ImageVolume & {
  load: () => void;
  callLoadImage: LoadImage;
  successCallback: (imageId: string, image: unknown) => void;
};

/**
 * The library waits for each image of a volume by a listener that goes when the image is put into the cache. Ours are
 * there before: the listeners would stay for ever, with the volume, and be asked at every image that comes.
 */
function takeCachedImages(volume: StreamingVolume): void {
  const load = volume.callLoadImage;
  volume.callLoadImage = (imageId, index, options) => {
    const image = cache.getImage(imageId);
    if (!image) return load.call(volume, imageId, index, options);
    volume.successCallback(imageId, image);
    return Promise.resolve();
  };
}

export function volumeIdOf(displaySet: DisplaySet): string {
  return `${SCHEME}:${displaySet.id}:${displaySet.frames.length}`;
}

async function loadAll(
  imageIds: string[],
  onProgress: (loaded: number) => void,
  isGone: () => boolean,
): Promise<void> {
  let next = 0;
  let loaded = 0;
  const work = async () => {
    while (next < imageIds.length && !isGone()) {
      const imageId = imageIds[next] as string;
      next += 1;
      if (!cache.isLoaded(imageId)) await loadFrame(imageId, "prefetch");
      loaded += 1;
      onProgress(loaded);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
