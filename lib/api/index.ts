export { type ApiOperation, apiOperation } from "./api-operation";
