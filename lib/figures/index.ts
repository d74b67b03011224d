export { figuresCsv } from "./figures-csv";
export { getFigures } from "./get-figures";
export type { Figures } from "./schemas";
