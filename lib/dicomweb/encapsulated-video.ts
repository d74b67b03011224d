import { isVideoTransferSyntax } from "@/lib/dicom";
import { ProblemError } from "@/lib/errors";
import { rangesOfFrame, type StoredInstance } from "@/lib/rendering";
import { borrowObject, ResponseSink } from "@/lib/storage";
import { type MediaRange, negotiate } from "./accept";
import type { DicomWebRequest } from "./request";
import { sendStoredRange } from "./send-stored-range";

const HEAD_BYTES = 12;

export function isEncapsulatedVideo({ transferSyntaxUid }: StoredInstance): boolean {
  return isVideoTransferSyntax(transferSyntaxUid);
}

/**
 * The stream inside a video instance as it is stored (PS3.5 8.2.7, PS3.18 8.7.4): what browsers play is MPEG-4 in its
 * own container; MPEG-2 and transport streams are told apart by their first bytes, whatever the header says.
 * @throws ProblemError 406, 422 `video_not_playable` with the reason
 */
export async function sendEncapsulatedVideo(
  request: DicomWebRequest,
  instance: StoredInstance,
  ranges: MediaRange[],
): Promise<void> {
  negotiate(ranges, ["video/mp4"]);
  // The fragments of a video are one stream and are indexed as one frame.
  const pieces = rangesOfFrame(instance, 1).map(({ offset, length }) => ({
    offset: instance.offset + offset,
    length,
  }));
  const [first] = pieces;
  if (!first) throw new ProblemError(422, "video_not_playable", "The object holds no video.");
  const object = await borrowObject(instance.objectKey);
  try {
    const head = Buffer.alloc(Math.min(HEAD_BYTES, first.length));
    await object.readInto(head, first.offset);
    refuseOtherContainers(head);
    if (pieces.length > 1) {
      const { req, res } = request;
      res.writeHead(200, {
        "content-type": "video/mp4",
        "content-length": pieces.reduce((sum, { length }) => sum + length, 0),
        "cache-control": "private, no-cache",
        "x-content-type-options": "nosniff",
      });
      if (req.method === "HEAD") {
        res.end();
        return;
      }
      const sink = new ResponseSink(res);
      for (const piece of pieces) await sink.copy(object, piece);
      await sink.finish();
      return;
    }
  } finally {
    await object.close();
  }
  await sendStoredRange(
    request,
    { key: instance.objectKey, ...first },
    { "content-type": "video/mp4", etag: `"${instance.id}-video"`, "x-content-type-options": "nosniff" },
  );
}

function refuseOtherContainers(head: Buffer): void {
  if (head.subarray(4, 8).toString("latin1") === "ftyp") return;
  const isTransportStream = head[0] === 0x47;
  const isProgram = head[0] === 0 && head[1] === 0 && head[2] === 1;
  const found = isTransportStream
    ? "an MPEG transport stream"
    : isProgram
      ? "an MPEG-2 stream"
      : "in an unknown container";
  throw new ProblemError(422, "video_not_playable", `The video is ${found}, which browsers don't play.`);
}
