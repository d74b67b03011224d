import { registerImageLoader, type Types } from "@cornerstonejs/core";
import { internal, wadors } from "@cornerstonejs/dicom-image-loader";
import type { DicomJson } from "../data/dicom-json";
import type { Frame } from "../data/display-sets";
import { finishImage } from "./finish-image";
import { FrameError, frameErrorOf } from "./frame-error";

/** A frame that brings no byte for this long, or whose decoder never answers, is given up. */
const STALL_LIMIT_MS = 30_000;
const CHECK_EVERY_MS = 1_000;
const RETRY_AFTER_MS = [400, 1_500];

type LoadOptions = Parameters<typeof wadors.loadImage>[1];

const datasets = new Map<string, DicomJson>();
const lastProgress = new Map<string, number>();

/** Makes the frames known to the loader; nothing is fetched yet. */
export function registerFrames(frames: Frame[]): void {
  for (const { imageId, dataset } of frames) {
    if (datasets.has(imageId)) continue;
    datasets.set(imageId, dataset);
    wadors.metaDataManager.add(imageId, dataset as never);
  }
}

/** Puts retries, a time limit and the Modality LUT around the loader's own `wadors:` scheme. */
export function registerImageLoading(): void {
  internal.setOptions({
    onprogress: (_event: ProgressEvent, params: { imageId?: string }) => {
      if (params.imageId) lastProgress.set(params.imageId, Date.now());
    },
  } as never);
  registerImageLoader("wadors", (imageId, options) => ({
    promise: loadWithRetries(imageId, options as LoadOptions) as never,
  }));
}

async function loadWithRetries(imageId: string, options: LoadOptions): Promise<Types.IImage> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const image = await withTimeLimit(imageId, options);
      return finishImage(image, datasets.get(imageId) ?? {}, options?.useRGBA === true);
    } catch (cause) {
      const error = frameErrorOf(cause);
      const wait = RETRY_AFTER_MS[attempt];
      if (error.kind !== "network" || wait === undefined) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

function withTimeLimit(imageId: string, options: LoadOptions): Promise<Types.IImage> {
  lastProgress.set(imageId, Date.now());
  return new Promise<Types.IImage>((resolve, reject) => {
    const timer = setInterval(() => {
      if (Date.now() - (lastProgress.get(imageId) ?? 0) > STALL_LIMIT_MS)
        settle(() => reject(new FrameError("timeout")));
    }, CHECK_EVERY_MS);
    const settle = (act: () => void) => {
      clearInterval(timer);
      lastProgress.delete(imageId);
      act();
    };
    wadors.loadImage(imageId, options).promise.then(
      (image) => settle(() => resolve(image as unknown as Types.IImage)),
      (error: unknown) => settle(() => reject(error)),
    );
  });
}
