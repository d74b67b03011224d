export { type ApiOperation, apiOperation } from "./api-operation";
export { apiRoute } from "./api-route";
export { problemResponse, toProblem } from "./problem-response";
