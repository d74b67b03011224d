import type { DicomAttributes, SyntheticInstance } from "../types";

/** A ball in a series of axial images: centre in pixels from 0, which image, radius in pixels and images. */
export interface Lesion {
  name: string;
  column: number;
  row: number;
  image: number;
  radius: number;
  reach: number;
}

/** Where the standard body's places lie in an image of 512 pixels of 0.74 mm, and how far its images are apart. */
const UNIT = 0.74;
const CENTRE = 255.5;

/** What the liver's phantom has painted, in the images of its scan. */
export function lesionsOf(
  places: readonly { x: number; y: number; t: number; radius: number }[],
  scan: { from: number; step: number },
): Lesion[] {
  return places.map(({ x, y, t, radius }, index) => ({
    name: `Haard ${index + 1}`,
    column: x / UNIT + CENTRE,
    row: y / UNIT + CENTRE,
    image: (t - scan.from) / scan.step,
    radius: radius / UNIT,
    reach: radius / scan.step,
  }));
}

/** Radius of a lesion in one image; 0 where it isn't. */
export function radiusIn(lesion: Lesion, image: number): number {
  const part = (image - lesion.image) / lesion.reach;
  return Math.abs(part) < 1 ? lesion.radius * Math.sqrt(1 - part * part) : 0;
}

export function imagesOf(lesion: Lesion, count: number): number[] {
  return Array.from({ length: count }, (_, index) => index).filter((index) => radiusIn(lesion, index) > 0.5);
}

/** Points round a centre, in order. */
export function ring(column: number, row: number, radius: number, count: number): [number, number][] {
  return Array.from({ length: count }, (_, index) => {
    const turn = (index / count) * 2 * Math.PI;
    return [column + radius * Math.cos(turn), row + radius * Math.sin(turn)];
  });
}

export function numbersOf({ attributes }: SyntheticInstance, keyword: string): number[] {
  return [attributes[keyword] ?? []].flat().map(Number);
}

export function textOf({ attributes }: SyntheticInstance, keyword: string): string {
  return String(attributes[keyword] ?? "");
}

export function reference(image: SyntheticInstance): DicomAttributes {
  return {
    ReferencedSOPClassUID: textOf(image, "SOPClassUID"),
    ReferencedSOPInstanceUID: textOf(image, "SOPInstanceUID"),
  };
}

/** A decimal string of at most 16 characters (PS3.5 6.2). */
export const decimal = (value: number): string => String(Math.round(value * 1000) / 1000);
