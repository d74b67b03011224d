import sharp from "sharp";
import type { SyntheticSeries } from "../types";
import { CINE, heartCine } from "../ultrasound/heart";

/** Colour cine of the heart, JPEG Baseline frames as most machines store them. */
export async function heartCineSeries(seed: string, studyKey: string): Promise<SyntheticSeries> {
  const frames = await compress(heartCine(seed));
  const compressed = frames.reduce((sum, frame) => sum + frame.length, 0);
  const ratio = (CINE.columns * CINE.rows * 3 * CINE.frames) / compressed;
  const delta = CINE.spacing / 10;
  return {
    key: `${studyKey}/a4c`,
    sopClassUid: "1.2.840.10008.5.1.4.1.1.3.1",
    attributes: {
      Modality: "US",
      SeriesNumber: 1,
      SeriesDescription: "Apicale 4-kameropname, kleurendoppler",
      BodyPartExamined: "HEART",
      ManufacturerModelName: "Anatomie Echo",
    },
    images: [
      {
        attributes: {
          ImageType: ["ORIGINAL", "PRIMARY", "TTE", "0011"],
          InstanceNumber: 1,
          PatientOrientation: "",
          LossyImageCompression: "01",
          LossyImageCompressionRatio: ratio.toFixed(1),
          LossyImageCompressionMethod: "ISO_10918_1",
          UltrasoundColorDataPresent: 1,
          NumberOfFrames: CINE.frames,
          FrameTime: String(CINE.frameTime),
          FrameIncrementPointer: "00181063",
          CineRate: 30,
          RecommendedDisplayFrameRate: 30,
          StartTrim: 1,
          StopTrim: CINE.frames,
          HeartRate: 86,
          SequenceOfUltrasoundRegions: [
            {
              RegionSpatialFormat: 1,
              RegionDataType: 1,
              RegionFlags: 2,
              RegionLocationMinX0: 0,
              RegionLocationMinY0: 26,
              RegionLocationMaxX1: 600,
              RegionLocationMaxY1: 446,
              ReferencePixelX0: 320,
              ReferencePixelY0: 0,
              PhysicalUnitsXDirection: 3,
              PhysicalUnitsYDirection: 3,
              ReferencePixelPhysicalValueX: 0,
              ReferencePixelPhysicalValueY: 0,
              PhysicalDeltaX: delta,
              PhysicalDeltaY: delta,
            },
          ],
          SamplesPerPixel: 3,
          PhotometricInterpretation: "YBR_FULL_422",
          PlanarConfiguration: 0,
          Rows: CINE.rows,
          Columns: CINE.columns,
          BitsAllocated: 8,
          BitsStored: 8,
          HighBit: 7,
          PixelRepresentation: 0,
        },
        pixelData: frames,
      },
    ],
  };
}

async function compress(pixels: Uint8Array): Promise<Uint8Array[]> {
  const { columns, rows, frames } = CINE;
  const size = columns * rows * 3;
  const out: Uint8Array[] = [];
  for (let frame = 0; frame < frames; frame++) {
    const image = sharp(pixels.subarray(frame * size, (frame + 1) * size), {
      raw: { width: columns, height: rows, channels: 3 },
    });
    const jpeg = await image.jpeg({ quality: 88, chromaSubsampling: "4:2:0", mozjpeg: false }).toBuffer();
    out.push(new Uint8Array(jpeg));
  }
  return out;
}
