export { apiRoute } from "./api-route";
export { metricsRegistry } from "./metrics";
export { openApiDocument } from "./openapi";
export { problemResponse } from "./problem-response";
export { readText } from "./read-text";
