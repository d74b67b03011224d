import { registerImageLoader, type Types } from "@cornerstonejs/core";
import { createImage, wadors } from "@cornerstonejs/dicom-image-loader";
import type { DicomJson } from "../data/dicom-json";
import type { Frame } from "../data/display-sets";
import { finishImage } from "./finish-image";
import { type FrameBytes, fetchDecodedFrame, fetchFrame } from "./frame-bytes";
import { FrameError, frameErrorOf } from "./frame-error";
import { provideImagePlanes } from "./image-plane";
import { isMisread } from "./misread";
import { NATIVE, nativeImage } from "./native-image";

/** A decoder that hasn't answered by then never will: a malformed stream can stop its worker. */
const DECODE_LIMIT_MS = 30_000;
const RETRY_AFTER_MS = [400, 1_500];
/** Progressive JPEG of 12 bits, retired in 2004: its values come out of the loader's decoder somewhat wrong. */
const NOT_EXACT = "1.2.840.10008.1.2.4.55";

type LoadOptions = { useRGBA?: boolean; priority?: number; preScale?: { enabled: boolean } } | undefined;

const datasets = new Map<string, DicomJson>();

/** Makes the frames known to the loader, with what is known of them now; nothing is fetched yet. */
export function registerFrames(frames: Frame[]): void {
  for (const { imageId, dataset } of frames) {
    if (datasets.get(imageId) === dataset) continue;
    datasets.set(imageId, dataset);
    wadors.metaDataManager.add(imageId, dataset as never);
  }
}

/** What is known of frames at this moment, for `forgetFrames`. */
export function knownFrames(): ReadonlyMap<string, DicomJson> {
  return new Map(datasets);
}

/** Forgets frames, but for those that were made known anew: the next study may be on its way already. */
export function forgetFrames(frames: ReadonlyMap<string, DicomJson>): void {
  for (const [imageId, dataset] of frames) {
    if (datasets.get(imageId) !== dataset) continue;
    datasets.delete(imageId);
    wadors.metaDataManager.remove(imageId);
  }
  // What is removed leaves its name behind.
  if (datasets.size === 0) wadors.metaDataManager.purge();
}

/**
 * Fetches frames itself, makes the uncompressed ones on the spot, and leaves the others to the loader's decoders;
 * with retries, a time limit and the Modality LUT around it.
 */
export function registerImageLoading(): void {
  provideImagePlanes();
  registerImageLoader("wadors", (imageId, options) => ({
    promise: loadWithRetries(imageId, options as LoadOptions) as never,
  }));
}

async function loadWithRetries(imageId: string, options: LoadOptions): Promise<Types.IImage> {
  const dataset = datasets.get(imageId) ?? {};
  for (let attempt = 0; ; attempt += 1) {
    try {
      const isUrgent = (options?.priority ?? 0) < 0;
      const url = imageId.slice("wadors:".length);
      const frame = await fetchFrame(url, isUrgent ? "high" : "low");
      const image =
        nativeImage(imageId, frame, dataset) ?? (await decodeSomewhere(url, frame, dataset, options));
      return finishImage(image, dataset, options?.useRGBA === true);
    } catch (cause) {
      const error = frameErrorOf(cause);
      const wait = RETRY_AFTER_MS[attempt];
      if (error.kind !== "network" || wait === undefined) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

/** What the loader's decoders don't know, as 32 bits in RLE, or get wrong, the server's may. */
async function decodeSomewhere(
  url: string,
  frame: FrameBytes,
  dataset: DicomJson,
  options: LoadOptions,
): Promise<Types.IImage> {
  const imageId = `wadors:${url}`;
  if (frame.transferSyntaxUid === NOT_EXACT) throw new FrameError("unsupported-syntax", NOT_EXACT);
  if (isMisread(frame, dataset)) {
    const decoded = await fetchDecodedFrame(url);
    return nativeImage(imageId, decoded, dataset) ?? decode(imageId, decoded, options);
  }
  try {
    return await decode(imageId, frame, options);
  } catch (cause) {
    if (NATIVE.has(frame.transferSyntaxUid)) throw cause;
    const decoded = await fetchDecodedFrame(url).catch(() => undefined);
    if (!decoded || !NATIVE.has(decoded.transferSyntaxUid)) throw cause;
    return decode(imageId, decoded, options);
  }
}

function decode(imageId: string, frame: FrameBytes, options: LoadOptions): Promise<Types.IImage> {
  return new Promise<Types.IImage>((resolve, reject) => {
    const timer = setTimeout(() => reject(new FrameError("timeout")), DECODE_LIMIT_MS);
    // The loader writes into its options: a copy for each image.
    const own = { ...options, preScale: { enabled: true, ...options?.preScale } };
    Promise.resolve(createImage(imageId, frame.bytes as never, frame.transferSyntaxUid, own as never))
      .then((image) => resolve(image as unknown as Types.IImage), reject)
      .finally(() => clearTimeout(timer));
  });
}
