import sharp from "sharp";
import { db } from "@/lib/db";
import { ProblemError } from "@/lib/errors";
import { describeFrame } from "./describe-frame";
import type { FrameDescription, RenderedFrame, Window } from "./frame-description";
import { countFrames, readFrame } from "./read-frame";
import type { StoredInstance } from "./stored-instance";
import { runInWorker, undecodable } from "./worker-pool";

export interface RenderParameters {
  /** From 1. */
  frame: number;
  format: "jpeg" | "png";
  /** 1 to 100, JPEG only. */
  quality: number;
  window?: Window;
  /** The image is scaled to fit, its shape kept. `source` is the part of it to show, in pixels. */
  viewport?: {
    width: number;
    height: number;
    source?: { x: number; y: number; width: number; height: number };
  };
}

const DECODABLE =
  /^1\.2\.840\.10008\.1\.2(\.1|\.2|\.1\.98|\.1\.99|\.5|\.8\.1|\.4\.(50|51|57|70|80|81|90|91|92|93|201|202|203))?$/;

/** Whether frames in this transfer syntax can be turned into pixels here. */
export function canDecode(transferSyntaxUid: string): boolean {
  return DECODABLE.test(transferSyntaxUid);
}

/** Describes and decodes the frames of one instance; what they share is read once. */
export interface FrameDecoder {
  instance: StoredInstance;
  describe(frame: number): Promise<FrameDescription>;
}

export async function frameDecoder(instance: StoredInstance): Promise<FrameDecoder> {
  const { metadata } = await db.instance.findUniqueOrThrow({
    where: { id: instance.id },
    select: { metadata: true },
  });
  const parsed = JSON.parse(metadata);
  return { instance, describe: (frame) => describeFrame(instance, parsed, frame) };
}

/** Stored values of one frame as Explicit VR Little Endian has them. @throws ProblemError 404, 422 */
export async function decodeFrameWith(decoder: FrameDecoder, frame: number): Promise<Buffer> {
  const description = await decoder.describe(frame);
  const answer = await runInWorker({ bytes: await readFrame(decoder.instance, frame), frame: description });
  if (!("decoded" in answer)) throw new Error("the decoding thread answered something else");
  const { bytes, bitsAllocated } = answer.decoded;
  return bitsAllocated === 1
    ? packBits(bytes)
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Eight pixels to a byte, the first in the lowest bit (PS3.5 8.1.1). */
function packBits(pixels: Uint8Array): Buffer {
  const out = Buffer.alloc(Math.ceil(pixels.length / 8));
  for (let at = 0; at < pixels.length; at++)
    if (pixels[at]) out[at >> 3] = (out[at >> 3] as number) | (1 << (at & 7));
  return out;
}

/** An encoded picture of one frame. @throws ProblemError 404 no pixels, 406 unknown syntax, 422 undecodable */
export async function renderStoredFrame(
  instance: StoredInstance,
  parameters: RenderParameters,
): Promise<Buffer> {
  if (!instance.hasPixelData) countFrames({ ...instance, frameIndex: null });
  if (!canDecode(instance.transferSyntaxUid))
    throw new ProblemError(406, "not_renderable", "Pictures of this transfer syntax can't be made here.");
  const description = await (await frameDecoder(instance)).describe(parameters.frame);
  const answer = await runInWorker({
    bytes: await readFrame(instance, parameters.frame),
    frame: description,
    render: parameters.window ? { window: parameters.window } : {},
  });
  if (!("rendered" in answer)) throw new Error("the decoding thread answered something else");
  return encode(answer.rendered, parameters).catch(() => {
    throw undecodable();
  });
}

async function encode(
  { bytes, width, height, channels }: RenderedFrame,
  { format, quality, viewport }: RenderParameters,
): Promise<Buffer> {
  let picture = sharp(bytes, { raw: { width, height, channels } });
  const source = viewport?.source;
  if (source) {
    const left = Math.min(source.x, width - 1);
    const top = Math.min(source.y, height - 1);
    picture = picture.extract({
      left,
      top,
      width: Math.max(1, Math.min(source.width, width - left)),
      height: Math.max(1, Math.min(source.height, height - top)),
    });
  }
  if (viewport) picture = picture.resize(viewport.width, viewport.height, { fit: "inside" });
  if (channels === 1) picture = picture.toColourspace("b-w");
  return format === "png"
    ? picture.png({ compressionLevel: 6 }).toBuffer()
    : picture.jpeg({ quality }).toBuffer();
}
