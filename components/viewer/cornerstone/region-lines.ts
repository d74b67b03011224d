import { type DicomJson, number } from "../data/dicom-json";
import { valueUnit } from "../data/pointer-value";
import { suvFactor } from "../data/suv";
import { datasetOfTarget } from "./dataset-of";
import { inMillimetres } from "./length-lines";

type Statistics = {
  area?: number;
  areaUnit?: string;
  mean?: number | number[];
  stdDev?: number | number[];
  min?: number | number[];
  max?: number | number[];
  isEmptyArea?: boolean;
};

type Region = { cachedStats?: Record<string, Statistics | undefined> };

/** What stands beside a region: mean ± SD, extremes, area. Signs instead of words, so that it needs no language. */
export function regionLines(data: Region, targetId: string | string[]): string[] {
  const id = Array.isArray(targetId) ? targetId[0] : targetId;
  const statistics = id ? data.cachedStats?.[id] : undefined;
  if (!id || statistics?.area === undefined) return [];
  return linesOf(statistics, datasetOfTarget(id));
}

/** Values of PET are given as SUV where the header allows it, for that is what readers compare. */
export function linesOf(statistics: Statistics, dataset: DicomJson | undefined): string[] {
  const measured = inMillimetres(statistics.area ?? 0, statistics.areaUnit, 2);
  const area = `${rounded(measured.value)} ${measured.unit}`.trim();
  const [mean, deviation, low, high] = [statistics.mean, statistics.stdDev, statistics.min, statistics.max];
  // A mean of three colours says nothing about a patient.
  const isColour = (number(dataset, "00280002") ?? 1) > 1 || Array.isArray(mean);
  if (isColour || typeof mean !== "number" || !Number.isFinite(mean)) return [area];
  const factor = dataset && suvFactor(dataset);
  const unit = factor ? "SUVbw" : dataset ? valueUnit(dataset) : "";
  const shown = (value: number | number[] | undefined) =>
    rounded((typeof value === "number" ? value : 0) * (factor ?? 1));
  return [
    `${shown(mean)} ± ${shown(deviation)} ${unit}`.trim(),
    `${shown(low)} … ${shown(high)} ${unit}`.trim(),
    area,
  ];
}

function rounded(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return Math.abs(value) >= 100
    ? value.toFixed(0)
    : Math.abs(value) >= 1
      ? value.toFixed(1)
      : value.toPrecision(2);
}
