export type { LiveEvent, LiveState } from "./live-connection";
export { useLive } from "./use-live";
