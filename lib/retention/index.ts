export { applyRetention } from "./apply-retention";
export { getRetention, type Retention, retentionOf } from "./get-retention";
export { retainStudies } from "./jobs";
export { keepStudy } from "./keep-study";
export { setRetentionRule, writeRetentionRule } from "./set-retention-rule";
