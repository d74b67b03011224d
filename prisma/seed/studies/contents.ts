import type { BodyBuild } from "./body/frame";
import type { HeadBuild } from "./head/head";
import { type Lesion, lesionsOf } from "./marks/lesions";
import type { Content, StudyPlan } from "./plan";
import type { ChestBuild } from "./radiograph/chest-build";
import { type BodyScan, bodySeries } from "./series/ct-body";
import { ctHeadSeries, mrBrainSeries } from "./series/head";
import { kneeSeries } from "./series/knee";
import { chestSeries, handSeries, mammographySeries } from "./series/radiograph";
import { heartCineSeries } from "./series/ultrasound";
import type { SyntheticSeries } from "./types";

const BODY: Omit<BodyBuild, "seed"> = { sex: "M", fat: 14, hasContrast: true, liverLesions: [], effusion: 0 };
const NODULE = { x: -98, y: -8, t: 66 };
const METASTASES = [
  { x: -84, y: -6, t: 262, radius: 13, hu: 62 },
  { x: -56, y: 30, t: 246, radius: 8, hu: 66 },
  { x: -102, y: 18, t: 290, radius: 9, hu: 64 },
];
const LIVER_SCAN = { from: 190, to: 366, thickness: 5, scale: 0.96 };
const SUBDURAL: HeadBuild = {
  seed: "trauma",
  atrophy: 0.15,
  lesions: [],
  subdural: { side: 1, thickness: 13 },
  midlineShift: 7,
};
const GLIOMA: HeadBuild = {
  seed: "vandenberg",
  atrophy: 0.2,
  lesions: [{ x: 29, y: -24, z: 24, r: 10, kind: "lesion" }],
  midlineShift: 0,
};

const CHESTS: Partial<Record<Content, { build: ChestBuild; hasLateral: boolean; isInverted?: boolean }>> = {
  "chest-jansen-2026": {
    build: { seed: "jansen", sex: "F", heart: 0, nodule: { x: -84, y: -78, radius: 8 } },
    hasLateral: true,
  },
  "chest-jansen-2024": { build: { seed: "jansen", sex: "F", heart: 0 }, hasLateral: false },
  "chest-trauma": { build: { seed: "trauma", sex: "M", heart: 6 }, hasLateral: false },
  "chest-peters": { build: { seed: "peters", sex: "F", heart: -3 }, hasLateral: false },
  "chest-smit": { build: { seed: "smit", sex: "M", heart: 14 }, hasLateral: true },
  "chest-meijer": {
    build: { seed: "meijer", sex: "F", heart: 4, consolidation: { x: -92, y: 44, radius: 38, depth: 62 } },
    hasLateral: true,
    isInverted: true,
  },
  "chest-meijer-prior": {
    build: { seed: "meijer", sex: "F", heart: 4 },
    hasLateral: false,
    isInverted: true,
  },
  "chest-wojcik": {
    build: { seed: "wojcik", sex: "M", heart: 2, consolidation: { x: -112, y: 92, radius: 44, depth: 90 } },
    hasLateral: false,
  },
  "chest-dejong": { build: { seed: "dejong", sex: "F", heart: 8 }, hasLateral: false },
  "chest-dejong-zuid": { build: { seed: "dejong", sex: "F", heart: 8 }, hasLateral: false },
};

/** The image series of a study. Studies of one body are asked for together, see `lungSeries`. */
export async function seriesFor(plan: StudyPlan): Promise<SyntheticSeries[]> {
  const { content, key } = plan;
  const chest = CHESTS[content];
  if (chest)
    return chestSeries(chest.build, key, {
      hasLateral: chest.hasLateral,
      isInverted: chest.isInverted ?? false,
    });
  if (content.startsWith("hand-"))
    return handSeries({ seed: plan.patient, isFractured: content === "hand-fracture" }, key);
  switch (content) {
    case "ct-liver": {
      const liverLesions = [...METASTASES, { x: -38, y: -42, t: 252, radius: 7, hu: 6 }];
      const build = { ...BODY, seed: "devries", sex: "F" as const, fat: 19, liverLesions };
      return bodySeries(build, LIVER_SCAN, [scan(key, "Abdomen portoveneus", "ABDOMEN", 14)]);
    }
    case "ct-effusion": {
      const build = { ...BODY, seed: "wojcik", fat: 11, hasContrast: false, effusion: 30 };
      return bodySeries(build, { from: 2, to: 262, thickness: 7, scale: 1.04 }, [
        scan(key, "Thorax blanco", "CHEST", 16),
      ]);
    }
    case "ct-subdural":
      return [ctHeadSeries(SUBDURAL, key)];
    case "mr-brain":
      return mrBrainSeries(GLIOMA, key);
    case "mr-knee-bakker":
    case "mr-knee-hendriks":
      return [kneeSeries(plan.patient, key)];
    case "us-newborn":
    case "us-smit":
      return [await heartCineSeries(plan.patient, key)];
    case "mammography":
      return mammographySeries(plan.patient, key, {
        density: 0.62,
        mass: { x: 60, y: -24, radius: 7 },
        calcifications: { x: 74, y: -15 },
      });
    default:
      throw new Error(`No phantom for ${content}`);
  }
}

/** Lesions that somebody has marked in the images of this content; none in most. */
export function markedLesions(content: Content): Lesion[] {
  if (content !== "ct-liver") return [];
  return lesionsOf(METASTASES, { from: LIVER_SCAN.from, step: LIVER_SCAN.thickness / LIVER_SCAN.scale });
}

/** Current and prior CT of the same lungs: one body, two scans, a nodule that grew from 7 to 15 mm. */
export function lungSeries(currentKey: string, priorKey: string): [SyntheticSeries, SyntheticSeries] {
  const build: BodyBuild = { ...BODY, seed: "jansen", sex: "F", fat: 15 };
  const current = {
    ...scan(currentKey, "Thorax/bovenbuik iv", "CHEST", 13),
    nodules: [{ ...NODULE, radius: 7.5, isSpiculated: true }],
  };
  const prior = {
    ...scan(priorKey, "Thorax/bovenbuik iv", "CHEST", 14),
    nodules: [{ ...NODULE, radius: 3.5, isSpiculated: false }],
    shift: [5, -3] as const,
  };
  const [first, second] = bodySeries(build, { from: 0, to: 292, thickness: 5, scale: 0.94 }, [
    prior,
    current,
  ]);
  return [second as SyntheticSeries, first as SyntheticSeries];
}

function scan(studyKey: string, description: string, bodyPart: string, noise: number): BodyScan {
  return { studyKey, description, bodyPart, noise, nodules: [], shift: [0, 0] };
}
