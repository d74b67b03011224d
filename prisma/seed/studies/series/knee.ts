import { KNEE, kneeSlices } from "../knee/knee";
import type { SyntheticSeries } from "../types";
import { mrImage, mrSeries } from "./head";
import { bytesOf, decimal, greyscale } from "./image";

/** MR of the right knee, proton density, sagittal. */
export function kneeSeries(seed: string, studyKey: string): SyntheticSeries {
  const series = mrSeries(`${studyKey}/pd-sag`, "PD TSE sag", 1, "KNEE");
  series.attributes.Laterality = "R";
  series.attributes.PatientPosition = "FFS";
  const half = ((KNEE.size - 1) / 2) * KNEE.spacing;
  const step = KNEE.thickness + KNEE.gap;
  for (const [k, slice] of kneeSlices(seed).entries()) {
    const x = -90 + (k - (KNEE.slices - 1) / 2) * step;
    series.images.push({
      attributes: {
        ...mrImage(
          k + 1,
          {
            ScanningSequence: "SE",
            SequenceVariant: "SK",
            ScanOptions: "",
            MRAcquisitionType: "2D",
            RepetitionTime: "2800",
            EchoTime: "32",
            EchoTrainLength: 7,
          },
          studyKey,
        ),
        ImagePositionPatient: [decimal(x), decimal(-half), decimal(half)],
        ImageOrientationPatient: ["0", "1", "0", "0", "0", "-1"],
        SliceThickness: decimal(KNEE.thickness),
        SpacingBetweenSlices: decimal(step),
        SliceLocation: decimal(x),
        PixelSpacing: [decimal(KNEE.spacing), decimal(KNEE.spacing)],
        ...greyscale(KNEE.size, KNEE.size, { bitsStored: 12 }),
      },
      pixelData: bytesOf(slice),
    });
  }
  return series;
}
