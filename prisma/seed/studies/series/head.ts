import { Head, type HeadBuild, TISSUES, type Tissue } from "../head/head";
import { addGrain, coarseField, grainTile, Noise, roundedHu } from "../support/noise";
import { uidFromName } from "../support/uid";
import type { SyntheticSeries } from "../types";
import { ctImage, ctSeries } from "./ct";
import { bytesOf, decimal, greyscale } from "./image";

type Signals = Record<Tissue, number>;

const HOUNSFIELD: Signals = {
  air: -1000,
  scalp: -30,
  cortical: 1250,
  marrow: 620,
  csf: 7,
  grey: 39,
  white: 29,
  deepGrey: 39,
  muscle: 55,
  dura: 52,
  eye: 12,
  lesion: 20,
  blood: 68,
};

const table = (signals: Signals) => Float32Array.from(TISSUES.map((tissue) => signals[tissue]));

/** Unenhanced CT of the head; evaluated at half the matrix, which is what the kernel's blur leaves. */
export function ctHeadSeries(build: HeadBuild, studyKey: string): SyntheticSeries {
  const size = 512;
  const coarse = size / 2;
  const spacing = 0.47;
  const thickness = 5;
  const head = new Head(build);
  const series = ctSeries(`${studyKey}/head`, "Hersenen blanco", "HEAD", thickness);
  const values = table(HOUNSFIELD);
  const small = new Float32Array(coarse * coarse);
  const full = new Float32Array(size * size);
  const half = (coarse - 1) / 2;
  for (let number = 1; number <= 28; number++) {
    const z = 84 - (number - 1) * thickness;
    for (let r = 0; r < coarse; r++) {
      for (let c = 0; c < coarse; c++)
        small[r * coarse + c] = head.sample(
          (c - half) * 2 * spacing,
          (r - half) * 2 * spacing,
          z,
          0.8,
          values,
        );
    }
    coarseField(
      full,
      size,
      size,
      2,
      (c, r) => small[Math.min(coarse - 1, r / 2) * coarse + Math.min(coarse - 1, c / 2)] as number,
    );
    addGrain(full, size, size, grainTile("ct", 0.85), 3.4, number * 71, number * 53);
    const hu = roundedHu(full);
    series.images.push(
      ctImage(hu, {
        size,
        spacing,
        thickness,
        number,
        z: 60 + z,
        kvp: 120,
        window: [600, 2800, 38, 80],
        isSigned: true,
        frameOfReference: uidFromName(`${studyKey}/frame`),
      }),
    );
  }
  return series;
}

interface Sequence {
  key: string;
  description: string;
  number: number;
  signals: Signals;
  noise: number;
  attributes: Record<string, string | string[] | number>;
}

const SPIN_ECHO = { ScanningSequence: "SE", SequenceVariant: "SK", ScanOptions: "", MRAcquisitionType: "2D" };

const AXIAL: readonly Sequence[] = [
  {
    key: "t1-ax",
    description: "T1 SE ax",
    number: 2,
    noise: 13,
    signals: {
      air: 0,
      scalp: 850,
      cortical: 40,
      marrow: 640,
      csf: 130,
      grey: 430,
      white: 600,
      deepGrey: 500,
      muscle: 360,
      dura: 210,
      eye: 140,
      lesion: 330,
      blood: 520,
    },
    attributes: { ...SPIN_ECHO, RepetitionTime: "550", EchoTime: "12", EchoTrainLength: 1 },
  },
  {
    key: "t2-ax",
    description: "T2 TSE ax",
    number: 3,
    noise: 14,
    signals: {
      air: 0,
      scalp: 560,
      cortical: 30,
      marrow: 320,
      csf: 1000,
      grey: 520,
      white: 350,
      deepGrey: 410,
      muscle: 190,
      dura: 120,
      eye: 980,
      lesion: 820,
      blood: 240,
    },
    attributes: { ...SPIN_ECHO, RepetitionTime: "4500", EchoTime: "98", EchoTrainLength: 15 },
  },
  {
    key: "flair-ax",
    description: "T2 FLAIR ax",
    number: 4,
    noise: 15,
    signals: {
      air: 0,
      scalp: 480,
      cortical: 30,
      marrow: 280,
      csf: 60,
      grey: 520,
      white: 400,
      deepGrey: 450,
      muscle: 260,
      dura: 160,
      eye: 70,
      lesion: 930,
      blood: 420,
    },
    attributes: {
      ...SPIN_ECHO,
      ScanningSequence: ["SE", "IR"],
      RepetitionTime: "9000",
      EchoTime: "110",
      InversionTime: "2500",
      EchoTrainLength: 18,
    },
  },
  {
    key: "dwi-b0",
    description: "DWI ax b0",
    number: 5,
    noise: 20,
    signals: {
      air: 0,
      scalp: 60,
      cortical: 20,
      marrow: 40,
      csf: 1000,
      grey: 480,
      white: 330,
      deepGrey: 370,
      muscle: 90,
      dura: 110,
      eye: 900,
      lesion: 700,
      blood: 200,
    },
    attributes: {
      ...SPIN_ECHO,
      ScanningSequence: "EP",
      SequenceVariant: "SK",
      RepetitionTime: "4200",
      EchoTime: "88",
      EchoTrainLength: 1,
    },
  },
  {
    key: "dwi-b1000",
    description: "DWI ax b1000",
    number: 6,
    noise: 22,
    signals: {
      air: 0,
      scalp: 40,
      cortical: 15,
      marrow: 25,
      csf: 70,
      grey: 330,
      white: 290,
      deepGrey: 310,
      muscle: 60,
      dura: 90,
      eye: 90,
      lesion: 860,
      blood: 180,
    },
    attributes: {
      ...SPIN_ECHO,
      ScanningSequence: "EP",
      SequenceVariant: "SK",
      RepetitionTime: "4200",
      EchoTime: "88",
      EchoTrainLength: 1,
    },
  },
];

/** MR of the brain: T1, T2, FLAIR, DWI axial from one pass over the head, and T1 sagittal. */
export function mrBrainSeries(build: HeadBuild, studyKey: string): SyntheticSeries[] {
  const head = new Head(build);
  const noise = new Noise(`${build.seed}/coil`);
  return [mrSagittal(head, noise, studyKey), ...mrAxial(head, noise, studyKey)];
}

function mrAxial(head: Head, noise: Noise, studyKey: string): SyntheticSeries[] {
  const size = 256;
  const spacing = 0.9;
  const step = 5.5;
  const half = (size - 1) / 2;
  const tables = AXIAL.map((sequence) => table(sequence.signals));
  const series = AXIAL.map((sequence) =>
    mrSeries(`${studyKey}/${sequence.key}`, sequence.description, sequence.number),
  );
  const planes = AXIAL.map(() => new Float32Array(size * size));
  for (let k = 0; k < 24; k++) {
    const z = 76 - k * step;
    for (let r = 0; r < size; r++) {
      for (let c = 0; c < size; c++) {
        const shares = head.classify((c - half) * spacing, (r - half) * spacing, z, 0.8);
        for (let s = 0; s < tables.length; s++) {
          let sum = 0;
          for (let i = 0; i < shares.length; i++)
            if (shares[i] !== 0) sum += (shares[i] as number) * ((tables[s] as Float32Array)[i] as number);
          (planes[s] as Float32Array)[r * size + c] = sum;
        }
      }
    }
    for (const [s, sequence] of AXIAL.entries()) {
      (series[s] as SyntheticSeries).images.push({
        attributes: {
          ...mrImage(k + 1, sequence.attributes, studyKey),
          ImagePositionPatient: [decimal(-half * spacing), decimal(-half * spacing), decimal(z)],
          ImageOrientationPatient: ["1", "0", "0", "0", "1", "0"],
          SliceThickness: "5",
          SpacingBetweenSlices: decimal(step),
          SliceLocation: decimal(z),
          PixelSpacing: [decimal(spacing), decimal(spacing)],
          ...greyscale(size, size, { bitsStored: 12 }),
        },
        pixelData: received(planes[s] as Float32Array, size, size, noise, sequence.noise, k * 13 + s * 101),
      });
    }
  }
  return series;
}

function mrSagittal(head: Head, noise: Noise, studyKey: string): SyntheticSeries {
  const size = 256;
  const spacing = 0.94;
  const step = 6;
  const half = (size - 1) / 2;
  const sequence = AXIAL[0] as Sequence;
  const values = table(sequence.signals);
  const series = mrSeries(`${studyKey}/t1-sag`, "T1 SE sag", 1);
  const plane = new Float32Array(size * size);
  for (let k = 0; k < 20; k++) {
    const x = (k - 9.5) * step;
    for (let r = 0; r < size; r++) {
      for (let c = 0; c < size; c++)
        plane[r * size + c] = head.sample(x, (c - half) * spacing, -12 - (r - half) * spacing, 0.8, values);
    }
    series.images.push({
      attributes: {
        ...mrImage(k + 1, sequence.attributes, studyKey),
        ImagePositionPatient: [decimal(x), decimal(-half * spacing), decimal(-12 + half * spacing)],
        ImageOrientationPatient: ["0", "1", "0", "0", "0", "-1"],
        SliceThickness: "5",
        SpacingBetweenSlices: decimal(step),
        SliceLocation: decimal(x),
        PixelSpacing: [decimal(spacing), decimal(spacing)],
        ...greyscale(size, size, { bitsStored: 12 }),
      },
      pixelData: received(plane, size, size, noise, sequence.noise, k * 29),
    });
  }
  return series;
}

export function mrSeries(
  key: string,
  description: string,
  number: number,
  bodyPart = "BRAIN",
): SyntheticSeries {
  return {
    key,
    sopClassUid: "1.2.840.10008.5.1.4.1.1.4",
    attributes: {
      Modality: "MR",
      SeriesNumber: number,
      SeriesDescription: description,
      BodyPartExamined: bodyPart,
      PatientPosition: "HFS",
      ManufacturerModelName: "Anatomie MR 1.5T",
      MagneticFieldStrength: "1.5",
    },
    images: [],
  };
}

export function mrImage(number: number, attributes: Sequence["attributes"], studyKey: string) {
  return {
    ImageType: ["ORIGINAL", "PRIMARY", "M"],
    AcquisitionNumber: 1,
    InstanceNumber: number,
    ...attributes,
    FrameOfReferenceUID: uidFromName(`${studyKey}/frame`),
    PositionReferenceIndicator: "",
    WindowCenter: "450",
    WindowWidth: "900",
  };
}

/** What the coil makes of it: uneven sensitivity and Rician noise, 12 bits. */
function received(
  plane: Float32Array,
  columns: number,
  rows: number,
  noise: Noise,
  strength: number,
  shift: number,
): Uint8Array {
  const gain = coarseField(new Float32Array(columns * rows), columns, rows, 32, (c, r) => {
    const d = Math.hypot(c / columns - 0.5, r / rows - 0.5);
    return 0.9 + 0.45 * d + 0.05 * noise.at(c / 90, r / 90, 3);
  });
  const first = new Float32Array(columns * rows);
  const second = new Float32Array(columns * rows);
  addGrain(first, columns, rows, grainTile("mr", 0.6), strength, shift * 3, shift * 7);
  addGrain(second, columns, rows, grainTile("mr2", 0.6), strength, shift * 5, shift * 11);
  const out = new Int16Array(columns * rows);
  for (let i = 0; i < out.length; i++) {
    const real = (plane[i] as number) * (gain[i] as number) + (first[i] as number);
    out[i] = Math.min(4095, Math.round(Math.sqrt(real * real + (second[i] as number) ** 2)));
  }
  return bytesOf(out);
}
