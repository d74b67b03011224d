import { type DicomJson, number, text } from "./dicom-json";

/** `x 256 y 256 z 100: 42 HU`: column and row from 0, position in the stack from 1, value after rescale. */
export function pointerText(x: number, y: number, z: number, values: number[], unit: string): string {
  const value = values.map(roundedValue).join(" ");
  return `x ${x} y ${y} z ${z}: ${value}${unit ? ` ${unit}` : ""}`;
}

/** Whole numbers stay whole; others keep what a reader can use. */
function roundedValue(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return Math.abs(value) >= 100 ? value.toFixed(1) : String(Number(value.toPrecision(4)));
}

/** The defined terms of PS3.3 C.11.1.1.2 that are units; others, and US for unspecified, name none. */
const RESCALE_TYPES = new Set(["OD", "HU", "MGML", "Z_EFF", "ED", "EDW", "HU_MOD", "PCT"]);
const PET_UNITS: Record<string, string> = { BQML: "Bq/ml", CNTS: "counts", GML: "g/ml", CM2ML: "cm²/ml" };

/** The unit of rescaled values: Rescale Type (PS3.3 C.11.1.1.2), Hounsfield for CT, PET's and dose's own; or "". */
export function valueUnit(dataset: DicomJson): string {
  if ((number(dataset, "00280002") ?? 1) > 1) return "";
  const modality = text(dataset, "00080060");
  if (modality === "PT") return PET_UNITS[text(dataset, "00541001")] ?? "";
  if (modality === "RTDOSE") return text(dataset, "30040002") === "GY" ? "Gy" : "";
  const type = text(dataset, "00281054") || text(items0(dataset), "00283004");
  if (type) return RESCALE_TYPES.has(type) ? type : "";
  return modality === "CT" && number(dataset, "00281052") !== undefined ? "HU" : "";
}

/** The first item of the Modality LUT Sequence. */
function items0(dataset: DicomJson): DicomJson | undefined {
  return dataset["00283000"]?.Value?.[0] as DicomJson | undefined;
}
