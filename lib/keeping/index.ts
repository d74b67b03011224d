export {
  packSmallObjects,
  removeBytes,
  sweepAllObjects,
  sweepNewObjects,
  verifyStoredBytes,
} from "./jobs";
export { packStudies } from "./pack-studies";
export { sweepObjects } from "./sweep-objects";
export { getVerificationState, verifySlowly } from "./verify-slowly";
export { verifyStore } from "./verify-store";
