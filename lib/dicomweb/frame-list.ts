import { badRequest } from "@/lib/errors";

const MOST_FRAMES = 10_000;

/** "1,2,5" of a path, counted from 1 (PS3.18 10.4.1.1.6). @throws ProblemError 400 */
export function parseFrameList(text: string | undefined): number[] {
  const frames = (text ?? "").split(",");
  if (frames.length > MOST_FRAMES)
    throw badRequest("invalid_frames", "There are too many frames in the list.");
  return frames.map((frame) => {
    if (!/^[1-9]\d{0,8}$/.test(frame))
      throw badRequest("invalid_frames", "Frames are numbers from 1, separated by commas.");
    return Number(frame);
  });
}
