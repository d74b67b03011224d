import { Body, type Scan } from "../body/body-slice";
import type { BodyBuild } from "../body/frame";
import { uidFromName } from "../support/uid";
import type { SyntheticSeries } from "../types";
import { ctImage, ctSeries } from "./ct";

export interface BodyScan extends Scan {
  studyKey: string;
  description: string;
  bodyPart: string;
}

/** One series per scan of the same body, feet last; `scale` makes the standard body larger or smaller. */
export function bodySeries(
  build: BodyBuild,
  geometry: { from: number; to: number; thickness: number; scale: number },
  scans: readonly BodyScan[],
): SyntheticSeries[] {
  const size = 512;
  const unit = 0.74;
  const body = new Body(build, size, unit);
  const spacing = unit * geometry.scale;
  const series = scans.map((scan) =>
    ctSeries(`${scan.studyKey}/body`, scan.description, scan.bodyPart, geometry.thickness, {
      ...(build.hasContrast ? { ContrastBolusAgent: "Iodixanol 320", ContrastBolusRoute: "IV" } : {}),
    }),
  );
  let number = 1;
  for (let t = geometry.from; t <= geometry.to; t += geometry.thickness / geometry.scale) {
    for (const [k, slice] of body.slices(t, geometry.thickness / geometry.scale, scans).entries()) {
      const target = series[k] as SyntheticSeries;
      target.images.push(
        ctImage(slice, {
          size,
          spacing,
          thickness: geometry.thickness,
          number,
          z: 1400 - (number - 1) * geometry.thickness,
          kvp: 100,
          window: [-600, 1600, 40, 400],
          isSigned: false,
          frameOfReference: uidFromName(`${(scans[k] as BodyScan).studyKey}/frame`),
        }),
      );
    }
    number++;
  }
  return series;
}
