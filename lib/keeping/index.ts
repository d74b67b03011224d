export {
  packSmallObjects,
  removeBytes,
  sweepAllObjects,
  sweepNewObjects,
  verifyStoredBytes,
} from "./jobs";
export { packStudies } from "./pack-studies";
export { sweepObjects } from "./sweep-objects";
export type { BadBytes } from "./verify-object";
export { getVerificationState, type VerificationState, verifySlowly } from "./verify-slowly";
export { verifyStore } from "./verify-store";
