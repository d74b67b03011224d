export { type DimseServer, startDimse } from "./dimse-server";
