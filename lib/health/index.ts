export { checkHealth, type Health } from "./check-health";
export { beat } from "./heartbeat";
