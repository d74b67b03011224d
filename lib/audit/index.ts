export { readAnchors, writeAnchors } from "./anchors";
export {
  type AuditEntry,
  EventCode,
  recordAudit,
  recordAuditAlone,
} from "./record-audit";
export { type AuditVerification, verifyAllChains, verifyChain } from "./verify-audit";
