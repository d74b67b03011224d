import { cache, Enums, getShouldUseCPURendering, imageLoader, type Types } from "@cornerstonejs/core";
import { FrameError, frameErrorOf } from "./frame-error";

/**
 * Loads one frame into the cache with the options a stack viewport uses, so that both find the same image.
 * @throws FrameError
 */
export async function loadFrame(imageId: string, urgency: "interaction" | "prefetch"): Promise<Types.IImage> {
  const isUrgent = urgency === "interaction";
  try {
    const image = await imageLoader.loadAndCacheImage(imageId, {
      priority: isUrgent ? -10 : 5,
      requestType: isUrgent ? Enums.RequestType.Interaction : Enums.RequestType.Prefetch,
      useRGBA: getShouldUseCPURendering(),
    } as never);
    if (!image) throw new FrameError("decode");
    return image;
  } catch (error) {
    // A failed load must not stay in the cache, or no later try could succeed.
    if (cache.getImageLoadObject(imageId)) cache.removeImageLoadObject(imageId, { force: true });
    throw frameErrorOf(error);
  }
}
