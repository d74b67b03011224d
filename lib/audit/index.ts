export {
  type AuditEntry,
  EventCode,
  hashAuditRow,
  INSTALLATION_CHAIN,
  recordAudit,
  recordAuditAlone,
} from "./record-audit";
