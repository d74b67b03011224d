export { apiRoute } from "./api-route";
export { metricsRegistry } from "./metrics";
export { noteRefusal } from "./note-refusal";
export { openApiDocument } from "./openapi";
export { problemResponse } from "./problem-response";
export { readText } from "./read-body";
