import { type DicomJson, items, number, text } from "./dicom-json";

/** (7053,1000): Philips' factor from stored counts to SUVbw. */
const PHILIPS_SUV_FACTOR = "70531000";

/**
 * What rescaled values of a PET image are to be multiplied by to be SUVbw in g/ml; undefined when the header doesn't
 * say enough. After QIBA's vendor-neutral computation: dose at the time to which the image was decay corrected.
 */
export function suvFactor(dataset: DicomJson): number | undefined {
  if (text(dataset, "00080060") !== "PT") return undefined;
  const units = text(dataset, "00541001");
  if (units === "GML") return 1;
  if (units === "CNTS") return positive(number(dataset, PHILIPS_SUV_FACTOR));
  if (units !== "BQML") return undefined;
  const corrections = (dataset["00280051"]?.Value ?? []).map(String);
  if (!corrections.includes("DECY") || !corrections.includes("ATTN")) return undefined;
  const tracer = items(dataset, "00540016")[0];
  const dose = positive(number(tracer, "00181074"));
  const halfLife = positive(number(tracer, "00181075"));
  const weight = positive(number(dataset, "00101030"));
  if (!dose || !halfLife || !weight) return undefined;
  const elapsed = secondsOfDecay(dataset, tracer);
  if (elapsed === undefined) return undefined;
  return (weight * 1000) / (dose * 2 ** (-elapsed / halfLife));
}

/** The same for a series as a whole, by its middle image. */
export function fusionFactor({ frames }: { frames: { dataset: DicomJson }[] }): number | undefined {
  const middle = frames[Math.floor(frames.length / 2)];
  return middle && suvFactor(middle.dataset);
}

/** Seconds between injection and what the image was decay corrected to. */
function secondsOfDecay(dataset: DicomJson, tracer: DicomJson | undefined): number | undefined {
  const method = text(dataset, "00541102");
  if (method === "ADMIN") return 0;
  if (method !== "START") return undefined;
  const series = moment(text(dataset, "00080021"), text(dataset, "00080031"));
  const acquisition = moment(text(dataset, "00080022"), text(dataset, "00080032"));
  // A series time after the acquisition is that of a derived series: it says nothing about the scan.
  const scan =
    series !== undefined && (acquisition === undefined || series <= acquisition) ? series : acquisition;
  const start = text(tracer, "00181078");
  const injection = start
    ? moment(start.slice(0, 8), start.slice(8))
    : moment(text(dataset, "00080021") || text(dataset, "00080022"), text(tracer, "00181072"));
  if (scan === undefined || injection === undefined) return undefined;
  // Injected before midnight, scanned after it: only a clock time was given.
  const elapsed = scan - injection < 0 && !start ? scan - injection + 86_400 : scan - injection;
  return elapsed >= 0 && elapsed < 3 * 86_400 ? elapsed : undefined;
}

function moment(date: string, time: string): number | undefined {
  if (!/^\d{8}$/.test(date) || !/^\d{2}/.test(time)) return undefined;
  const [year, month, day] = [date.slice(0, 4), date.slice(4, 6), date.slice(6, 8)].map(Number);
  const [hours = 0, minutes = 0] = [time.slice(0, 2), time.slice(2, 4)].map(Number);
  const seconds = Number.parseFloat(time.slice(4)) || 0;
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1, hours, minutes) / 1000 + seconds;
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 ? value : undefined;
}
