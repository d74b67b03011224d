export { type Anchor, readAnchors, writeAnchors } from "./anchors";
export {
  type AuditEntry,
  EventCode,
  hashAuditRow,
  INSTALLATION_CHAIN,
  recordAudit,
  recordAuditAlone,
} from "./record-audit";
export { type AuditFault, type AuditVerification, verifyAllChains, verifyChain } from "./verify-audit";
