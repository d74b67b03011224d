export { Paper } from "./paper";
