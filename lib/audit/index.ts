export { lastAnchor, writeAnchors } from "./anchors";
export { type AuditEntry, EventCode } from "./audit-entry";
export { isRepeated } from "./is-repeated";
export { recordAudit, recordAudits } from "./record-audit";
export { recordAuditAlone } from "./record-audit-alone";
export { markRecorded, recordRefusal } from "./record-refusal";
export { type AuditVerification, verifyAllChains, verifyChain } from "./verify-audit";
