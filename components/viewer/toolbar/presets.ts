/** Windows that readers expect per modality: `key` names the message `presets.{key}`. */
export type WindowPreset = { key: string; center: number; width: number };

const CT: WindowPreset[] = [
  { key: "softTissue", center: 40, width: 400 },
  { key: "lung", center: -600, width: 1500 },
  { key: "bone", center: 500, width: 2000 },
  { key: "brain", center: 40, width: 80 },
  { key: "liver", center: 90, width: 150 },
  { key: "mediastinum", center: 50, width: 350 },
  { key: "stroke", center: 35, width: 35 },
  { key: "angio", center: 300, width: 600 },
];

/** Fixed windows make sense only where pixel values have a physical meaning. */
export function presetsFor(modality: string, unit: string): WindowPreset[] {
  return modality === "CT" && unit === "HU" ? CT : [];
}
