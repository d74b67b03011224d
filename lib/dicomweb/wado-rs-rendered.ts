import { db } from "@/lib/db";
import { notFound, ProblemError } from "@/lib/errors";
import {
  cachedPicture,
  type RenderParameters,
  renderStoredFrame,
  type StoredInstance,
} from "@/lib/rendering";
import { acceptedRanges, type MediaRange, negotiate } from "./accept";
import { isEncapsulatedDocument, sendEncapsulatedDocument } from "./encapsulated-document";
import { isEncapsulatedVideo, sendEncapsulatedVideo } from "./encapsulated-video";
import { findInstance, toStoredInstance } from "./find-instance";
import { parseFrameList } from "./frame-list";
import { FROM_INSTANCES, INSTANCE_ORDER, instancesOfPath } from "./granted-instances";
import { noteViewing } from "./note-viewing";
import { renderingParameters } from "./rendering-parameters";
import type { DicomWebRequest } from "./request";
import { isNotModified } from "./respond";

const PICTURES = ["image/jpeg", "image/png"] as const;
const THUMBNAIL_PIXELS = 128;

/**
 * Rendered resources (PS3.18 10.4.1.1.3): a picture of a frame; for an instance its first frame, for a series or
 * study the middle instance. An encapsulated PDF or video comes as it is.
 */
export async function retrieveRendered(request: DicomWebRequest): Promise<void> {
  const parameters = renderingParameters(request.query);
  const ranges = acceptedRanges(request.req, request.query);
  const instance = await pictured(request);
  if (isEncapsulatedDocument(instance)) {
    await noteViewing(request);
    return sendEncapsulatedDocument(request, instance, ranges);
  }
  if (isEncapsulatedVideo(instance)) {
    await noteViewing(request);
    return sendEncapsulatedVideo(request, instance, ranges);
  }
  const format = formatFor(ranges);
  await noteViewing(request);
  await sendPicture(request, instance, { ...parameters, format, frame: frameOf(request, instance) });
}

/** Thumbnails (PS3.18 10.4.1.1.4) fit 128 by 128 unless `viewport` says otherwise; no sign that a study was opened. */
export async function retrieveThumbnail(request: DicomWebRequest): Promise<void> {
  const { viewport, window } = renderingParameters(request.query);
  const format = formatFor(acceptedRanges(request.req, request.query));
  const instance = await pictured(request);
  await sendPicture(request, instance, {
    format,
    quality: 80,
    viewport: viewport ?? { width: THUMBNAIL_PIXELS, height: THUMBNAIL_PIXELS },
    ...(window ? { window } : {}),
    frame: request.rest[0] !== undefined ? frameOf(request, instance) : middle(instance.numberOfFrames),
  });
}

function formatFor(ranges: MediaRange[]): "jpeg" | "png" {
  // Animations and the like of other rendered types are not made here.
  return negotiate(ranges, PICTURES) === "image/png" ? "png" : "jpeg";
}

function frameOf({ rest }: DicomWebRequest, instance: StoredInstance): number {
  if (rest[0] === undefined) return 1;
  const frames = parseFrameList(rest[0]);
  const [frame = 1] = frames;
  if (frames.length > 1)
    throw new ProblemError(406, "not_acceptable", "One frame at a time can be rendered.");
  if (frame > instance.numberOfFrames) throw notFound();
  return frame;
}

const middle = (count: number): number => Math.floor((count + 1) / 2) || 1;

/** The instance to show for a path: itself, or the middle one with pixels of a series, of the first such series. */
async function pictured(request: DicomWebRequest): Promise<StoredInstance> {
  if (request.instance !== undefined) return findInstance(request);
  const rows = await db.$queryRaw<{ id: string; seriesId: string }[]>`
    SELECT i."id", i."seriesId" FROM ${FROM_INSTANCES}
    WHERE ${instancesOfPath(request)} AND i."hasPixelData" ORDER BY ${INSTANCE_ORDER}`;
  const [first] = rows;
  if (!first) return withoutPixels(request);
  const inSeries = rows.filter(({ seriesId }) => seriesId === first.seriesId);
  const chosen = inSeries[middle(inSeries.length) - 1] ?? first;
  return byId(chosen.id);
}

/** A series of documents shows its first one; of reports and the like there is no picture. */
async function withoutPixels(request: DicomWebRequest): Promise<StoredInstance> {
  const [row] = await db.$queryRaw<{ id: string }[]>`
    SELECT i."id" FROM ${FROM_INSTANCES} WHERE ${instancesOfPath(request)} ORDER BY ${INSTANCE_ORDER} LIMIT 1`;
  if (!row) throw notFound();
  return byId(row.id);
}

async function byId(id: string): Promise<StoredInstance> {
  const row = await db.instance.findUnique({
    where: { id },
    omit: { metadata: true },
    include: {
      series: { select: { seriesInstanceUid: true } },
      study: { select: { studyInstanceUid: true } },
    },
  });
  if (!row) throw notFound();
  const { series, study, ...instance } = row;
  return toStoredInstance({ ...instance, ...series, ...study });
}

async function sendPicture(
  request: DicomWebRequest,
  instance: StoredInstance,
  parameters: RenderParameters,
): Promise<void> {
  const { req, res } = request;
  const etag = `"${instance.id}-${Buffer.from(JSON.stringify(parameters)).toString("base64url").slice(-48)}"`;
  if (isNotModified(request, etag)) return;
  const picture = await cachedPicture([instance.id, parameters], () =>
    renderStoredFrame(instance, parameters),
  );
  res.writeHead(200, {
    "content-type": `image/${parameters.format}`,
    "content-length": picture.length,
    "cache-control": "private, no-cache",
    vary: "Accept",
    etag,
  });
  res.end(req.method === "HEAD" ? undefined : picture);
}
