export { checkHealth, type Health, type HealthCheck } from "./check-health";
export { beat } from "./heartbeat";
