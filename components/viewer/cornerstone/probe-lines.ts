import { pointerText, valueUnit } from "../data/pointer-value";
import { suvFactor } from "../data/suv";
import { datasetOf } from "./dataset-of";

type Probed = { index?: number[]; value?: number | number[] };

/** The value of a marked point, with its column and row as the pointer's value gives them. */
export function probeLines(
  data: { cachedStats?: Record<string, Probed | undefined> },
  targetId: string,
): string[] {
  const probed = data.cachedStats?.[targetId];
  const [x, y] = probed?.index ?? [];
  if (probed?.value === undefined || x === undefined || y === undefined) return [];
  const dataset = datasetOf(targetId.replace(/^imageId:/, ""));
  const values = [probed.value].flat();
  const text = pointerText(x, y, 0, values, dataset ? valueUnit(dataset) : "").replace(/^.*?: /, "");
  const factor = dataset && values.length === 1 ? suvFactor(dataset) : undefined;
  return [
    text,
    ...(factor ? [`${Number(((values[0] ?? 0) * factor).toPrecision(3))} SUVbw`] : []),
    `x ${x} y ${y}`,
  ];
}
