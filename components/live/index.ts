export { useLive } from "./use-live";
