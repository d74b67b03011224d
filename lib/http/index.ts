export { apiRoute } from "./api-route";
export { problemResponse, toProblem } from "./problem-response";
