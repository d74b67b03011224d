export { exportAudit } from "./export-audit";
export { type AuditRow, searchAudit } from "./search-audit";
export { type AuditLogState, verifyAuditLog } from "./verify-audit-log";
